package com.neuroflash.camel.ledger;

import com.neuroflash.camel.billing.Identity;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;

/** The table of images. */
final class ImageRows {
    private ImageRows() {}

    /** From position 0 on. */
    static List<ImageRecord> insert(Handle handle, AttemptId attempt, List<SeenImage> images) {
        List<ImageRecord> records = new ArrayList<>();
        for (SeenImage seen : images) {
            records.add(insert(handle, attempt, records.size(), seen));
        }
        return records;
    }

    static ImageRecord insert(Handle handle, AttemptId attempt, int position, SeenImage seen) {
        handle.createUpdate("insert into images (intent, number, position, image_id, url, content_type, width, height,"
                        + " size, state) values (:intent, :number, :position, :imageId, :url, :contentType, :width,"
                        + " :height, :size, 'PENDING')")
                .bind("intent", attempt.intent().value())
                .bind("number", attempt.number())
                .bind("position", position)
                .bind("imageId", Columns.text(seen.imageId()))
                .bind("url", Columns.text(seen.url()))
                .bind("contentType", Columns.text(seen.contentType()))
                .bind("width", seen.width().orElse(null))
                .bind("height", seen.height().orElse(null))
                .bind("size", seen.size().orElse(null))
                .execute();
        return new ImageRecord(
                attempt.toString(), position, seen, ImageState.PENDING, Optional.empty(), Optional.empty());
    }

    /** Fills in what an answer left out. */
    static void identify(Handle handle, AttemptId attempt, int position, SeenImage seen) {
        handle.createUpdate("update images set image_id = :imageId, url = coalesce(:url, url)"
                        + " where intent = :intent and number = :number and position = :position")
                .bind("imageId", Columns.text(seen.imageId()))
                .bind("url", Columns.text(seen.url()))
                .bind("intent", attempt.intent().value())
                .bind("number", attempt.number())
                .bind("position", position)
                .execute();
    }

    static List<ImageRecord> ofAttempt(Handle handle, AttemptId attempt) {
        return handle.createQuery("select * from images where intent = :intent and number = :number order by position")
                .bind("intent", attempt.intent().value())
                .bind("number", attempt.number())
                .map((row, context) -> map(row))
                .list();
    }

    static Map<Identity, List<ImageRecord>> ofIntents(Handle handle, List<String> identities) {
        return handle
                .createQuery("select * from images where intent in (<identities>) order by intent, number, position")
                .bindList("identities", identities)
                .map((row, context) -> map(row))
                .stream()
                .collect(Collectors.groupingBy(
                        image -> AttemptId.parse(image.attemptId()).intent(), LinkedHashMap::new, Collectors.toList()));
    }

    static List<ImageRecord> delivered(Handle handle, String sink, String usual, Optional<String> afterKey, int limit) {
        return handle.createQuery("select m.* from images m join intents i on i.identity = m.intent"
                        + " where m.state = 'DELIVERED' and m.object_key > :after"
                        + " and coalesce(i.sink, :usual) = :sink order by m.object_key limit :limit")
                .bind("sink", sink)
                .bind("usual", usual)
                .bind("after", afterKey.orElse(""))
                .bind("limit", limit)
                .map((row, context) -> map(row))
                .list();
    }

    static Map<String, Long> deliveredBySink(Handle handle, String usual) {
        return handle
                .createQuery("select coalesce(i.sink, :usual) as sink, count(*) as images from images m"
                        + " join intents i on i.identity = m.intent where m.state = 'DELIVERED' group by 1")
                .bind("usual", usual)
                .map((row, context) -> Map.entry(row.getString("sink"), row.getLong("images")))
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue, (one, other) -> one, TreeMap::new));
    }

    static void become(
            Handle handle,
            AttemptId attempt,
            int position,
            ImageState state,
            Optional<StoredObject> object,
            Optional<Reason> reason) {
        handle.createUpdate("update images set state = :state, object_key = :key, object_sha256 = :sha256,"
                        + " object_length = :length, object_type = :type, object_width = :width,"
                        + " object_height = :height, reason = :reason, status = :status, advice = :advice"
                        + " where intent = :intent and number = :number and position = :position")
                .bind("state", state.name())
                .bind("key", Columns.text(object.map(StoredObject::key)))
                .bind("sha256", object.map(StoredObject::sha256).orElse(null))
                .bind("length", object.map(StoredObject::length).orElse(null))
                .bind("type", Columns.text(object.map(StoredObject::contentType)))
                .bind("width", object.map(StoredObject::width).orElse(null))
                .bind("height", object.map(StoredObject::height).orElse(null))
                .bind("reason", Columns.text(reason.map(Reason::text)))
                .bind("status", reason.map(Reason::status).map(Columns::integer).orElse(null))
                .bind("advice", Columns.text(reason.flatMap(Reason::advice)))
                .bind("intent", attempt.intent().value())
                .bind("number", attempt.number())
                .bind("position", position)
                .execute();
    }

    /** What failed is tried once more. */
    static void reopen(Handle handle, Identity intent) {
        handle.createUpdate("update images set state = 'PENDING', reason = null, status = null, advice = null,"
                        + " object_key = null, object_sha256 = null where intent = :intent"
                        + " and state in ('FAILED', 'QUARANTINED')")
                .bind("intent", intent.value())
                .execute();
    }

    private static ImageRecord map(ResultSet row) throws SQLException {
        return new ImageRecord(
                new AttemptId(new Identity(row.getString("intent")), row.getInt("number")).toString(),
                row.getInt("position"),
                new SeenImage(
                        Columns.optionalText(row, "image_id"),
                        Columns.optionalText(row, "url"),
                        Columns.optionalText(row, "content_type"),
                        Columns.optionalInteger(row, "width"),
                        Columns.optionalInteger(row, "height"),
                        Columns.optionalLong(row, "size")),
                ImageState.valueOf(row.getString("state")),
                object(row),
                Columns.reason(row));
    }

    private static Optional<StoredObject> object(ResultSet row) throws SQLException {
        String key = row.getString("object_key");
        return key == null
                ? Optional.empty()
                : Optional.of(new StoredObject(
                        key,
                        row.getString("object_sha256"),
                        row.getLong("object_length"),
                        row.getString("object_type"),
                        row.getInt("object_width"),
                        row.getInt("object_height")));
    }
}
