package com.neuroflash.camel.ledger;

import com.neuroflash.camel.billing.Attempt;
import com.neuroflash.camel.billing.AttemptState;
import com.neuroflash.camel.billing.Budget;
import com.neuroflash.camel.billing.Decision;
import com.neuroflash.camel.billing.Identity;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;

/** The table of attempts. */
final class AttemptRows {
    /** The very words of the partial index: SQLite compares them. */
    static final String UNSETTLED = "('PREPARED', 'UNKNOWN', 'UNIDENTIFIED')";

    /**
     * How an attempt ended.
     *
     * @param state its new state
     * @param counted how many images it counts for
     * @param images how many images it has; empty when that is not known
     * @param answered when the answer was there
     * @param batchId the batch it owns
     * @param detail the answer's warning
     * @param whole whether no more images can appear
     * @param reason why
     */
    record Ending(
            AttemptState state,
            int counted,
            Optional<Integer> images,
            Optional<Instant> answered,
            Optional<String> batchId,
            Optional<String> detail,
            boolean whole,
            Optional<Reason> reason) {

        /** Not billed, or not known. */
        static Ending of(AttemptState state, int imageLimit, Reason reason) {
            return new Ending(
                    state,
                    Budget.countsFor(state, imageLimit, 0),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    false,
                    Optional.of(reason));
        }
    }

    private AttemptRows() {}

    static void insert(Handle handle, AttemptId id, Attempt attempt, Preparation preparation, String token) {
        insert(handle, id, attempt, preparation.owner(), token, attempt.imageLimit());
    }

    static void insert(Handle handle, AttemptId id, Attempt attempt, String owner, String token, int counted) {
        handle.createUpdate("insert into attempts (intent, number, account, likeness, state, owner, token, principal,"
                        + " sent_earliest, sent_latest, watermark_newest, watermark_images, image_limit, whole,"
                        + " counted, day, changed_at) values (:intent, :number, :account, :likeness, :state, :owner,"
                        + " :token, :principal, :sentEarliest, :sentLatest, :watermarkNewest, :watermarkImages,"
                        + " :imageLimit, 0, :counted, :day, <now>)")
                .bind("intent", id.intent().value())
                .bind("number", id.number())
                .bind("account", Columns.account(attempt.request().account()))
                .bind("likeness", attempt.request().likeness().value())
                .bind("state", attempt.state().name())
                .bind("owner", owner)
                .bind("token", token)
                .bind("principal", Columns.text(attempt.principal()))
                .bind("sentEarliest", Columns.floor(attempt.sent().earliest()))
                .bind("sentLatest", Columns.ceiling(attempt.sent().latest()))
                .bind(
                        "watermarkNewest",
                        attempt.watermark().newest().map(Columns::floor).orElse(null))
                .bind("watermarkImages", LedgerJson.texts(attempt.watermark().knownImageIds()))
                .bind("imageLimit", attempt.imageLimit())
                .bind("counted", counted)
                .bind("day", Budget.day(attempt.sent().latest()).toString())
                .execute();
    }

    /** The states of an intent's attempts, in their order. */
    static List<AttemptState> states(Handle handle, Identity intent) {
        return handle.createQuery("select state from attempts where intent = :intent order by number")
                .bind("intent", intent.value())
                .map((row, context) -> AttemptState.valueOf(row.getString("state")))
                .list();
    }

    static Optional<AttemptRecord> find(Handle handle, AttemptId id) {
        return handle.createQuery("select " + AttemptMapping.COLUMNS + " from attempts a join intents i on"
                        + " i.identity = a.intent where a.intent = :intent and a.number = :number")
                .bind("intent", id.intent().value())
                .bind("number", id.number())
                .map((row, context) -> AttemptMapping.record(row))
                .findOne();
    }

    static Map<Identity, List<AttemptRecord>> ofIntents(Handle handle, List<String> identities) {
        return handle
                .createQuery("select " + AttemptMapping.COLUMNS + " from attempts a join intents i on"
                        + " i.identity = a.intent where a.intent in (<identities>) order by a.intent, a.number")
                .bindList("identities", identities)
                .map((row, context) -> AttemptMapping.record(row))
                .stream()
                .collect(Collectors.groupingBy(
                        attempt -> AttemptId.parse(attempt.id()).intent(), LinkedHashMap::new, Collectors.toList()));
    }

    /** Everything of a likeness that is PREPARED or open, oldest first. */
    static List<Attempt> group(Handle handle, String likeness) {
        return handle
                .createQuery("select " + AttemptMapping.COLUMNS + " from attempts a join intents i on"
                        + " i.identity = a.intent where a.likeness = :likeness and a.state in " + UNSETTLED
                        + " order by a.sent_earliest, a.intent, a.number")
                .bind("likeness", likeness)
                .map((row, context) -> AttemptMapping.record(row))
                .stream()
                .map(AttemptRecord::attempt)
                .toList();
    }

    /** Likenesses that hold an open attempt, longest waiting first; those that are all held come last. */
    static List<String> openLikenesses(Handle handle, String account, int limit) {
        return handle.createQuery("select likeness from attempts where state in " + UNSETTLED
                        + " and state <> 'PREPARED' and account = :account group by likeness"
                        + " order by min(case when doubt is null then 0 else 1 end), min(sent_earliest), likeness"
                        + " limit :limit")
                .bind("account", account)
                .bind("limit", limit)
                .mapTo(String.class)
                .list();
    }

    /** Under which the commits of an intent's attempts were asked for. */
    static List<String> tokens(Handle handle, Identity intent) {
        return handle.createQuery("select token from attempts where intent = :intent")
                .bind("intent", intent.value())
                .mapTo(String.class)
                .list();
    }

    /** The PREPARED attempt whose commit was asked for under this token. */
    static Optional<AttemptId> prepared(Handle handle, Identity intent, String token) {
        return handle.createQuery("select number from attempts where intent = :intent and token = :token"
                        + " and state = 'PREPARED'")
                .bind("intent", intent.value())
                .bind("token", token)
                .mapTo(Integer.class)
                .findOne()
                .map(number -> new AttemptId(intent, number));
    }

    /** The PREPARED attempts of an owner. */
    static List<AttemptId> preparedBy(Handle handle, String owner) {
        return handle.createQuery("select intent, number from attempts where state = 'PREPARED' and state in "
                        + UNSETTLED + " and owner = :owner order by intent")
                .bind("owner", owner)
                .map((row, context) -> new AttemptId(new Identity(row.getString("intent")), row.getInt("number")))
                .list();
    }

    static void end(Handle handle, AttemptId id, Ending ending) {
        handle.createUpdate("update attempts set state = :state, counted = :counted, answered_images = :images,"
                        + " answered_at = :answered, batch_id = :batchId, detail = :detail, whole = :whole,"
                        + " reason = :reason, status = :status, advice = :advice, doubt = null, changed_at = <now>"
                        + " where intent = :intent and number = :number")
                .bind("state", ending.state().name())
                .bind("counted", ending.counted())
                .bind("images", ending.images().orElse(null))
                .bind("answered", ending.answered().map(Columns::ceiling).orElse(null))
                .bind("batchId", Columns.text(ending.batchId()))
                .bind("detail", Columns.text(ending.detail()))
                .bind("whole", ending.whole() ? 1 : 0)
                .bind("reason", Columns.text(ending.reason().map(Reason::text)))
                .bind(
                        "status",
                        ending.reason()
                                .map(Reason::status)
                                .map(Columns::integer)
                                .orElse(null))
                .bind("advice", Columns.text(ending.reason().flatMap(Reason::advice)))
                .bind("intent", id.intent().value())
                .bind("number", id.number())
                .execute();
    }

    static void doubt(Handle handle, AttemptId id, Decision.Doubt doubt) {
        handle.createUpdate("update attempts set doubt = :doubt where intent = :intent and number = :number")
                .bind("doubt", doubt.name())
                .bind("intent", id.intent().value())
                .bind("number", id.number())
                .execute();
    }
}
