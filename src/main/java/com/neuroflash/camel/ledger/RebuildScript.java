package com.neuroflash.camel.ledger;

import com.neuroflash.camel.billing.Attempt;
import com.neuroflash.camel.billing.AttemptState;
import com.neuroflash.camel.billing.Claims;
import com.neuroflash.camel.billing.IntentState;
import com.neuroflash.camel.billing.ServerSpan;
import com.neuroflash.camel.billing.Watermark;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;

/** An empty ledger: is it new, or lost, and what do the sidecars tell? */
final class RebuildScript {
    private static final String DECLARED_NEW = "declared-new";
    private static final String REBUILT = "rebuilt";

    private RebuildScript() {}

    static boolean isEmpty(Handle handle) {
        return handle.createQuery("select (select count(*) from (select 1 from intents limit 1) i)"
                                + " + (select count(*) from (select 1 from claims limit 1) c)"
                                + " + (select count(*) from facts where name in (:declaredNew, :rebuilt))")
                        .bind("declaredNew", DECLARED_NEW)
                        .bind("rebuilt", REBUILT)
                        .mapTo(Integer.class)
                        .one()
                == 0;
    }

    static void declareNew(Handle handle) {
        remember(handle, DECLARED_NEW);
    }

    static Optional<Duration> sinceRebuilt(Handle handle) {
        return handle.createQuery("select <now> - cast(value as bigint) as passed from facts where name = :name")
                .bind("name", REBUILT)
                .map((row, context) -> Duration.ofMillis(row.getLong("passed")))
                .findOne();
    }

    static int rebuild(Handle handle, List<RebuiltIntent> intents) {
        remember(handle, REBUILT);
        return (int) intents.stream().filter(intent -> insert(handle, intent)).count();
    }

    private static boolean insert(Handle handle, RebuiltIntent intent) {
        if (!IntentRows.insertRebuilt(handle, intent)) {
            return false;
        }
        AttemptId id = new AttemptId(intent.identity(), 1);
        AttemptRows.insert(handle, id, attempt(id, intent), REBUILT, REBUILT, intent.billed());
        AttemptRecord before = AttemptRows.find(handle, id).orElseThrow();
        Endings.end(handle, before, ending(intent));
        ClaimRows.claim(handle, intent.request().account(), claims(intent), id);
        for (RebuiltIntent.Image image : intent.images()) {
            insert(handle, id, image);
        }
        Optional<Reason> missing = missing(intent);
        IntentState state = missing.isPresent() ? IntentState.HELD : IntentState.DONE;
        IntentRows.become(handle, intent.identity(), state, Optional.empty(), Endings.NOW, missing);
        return true;
    }

    /** Images that were paid and never stored, or that somebody has moved: only a person knows. */
    private static Optional<Reason> missing(RebuiltIntent intent) {
        return intent.isWhole()
                ? Optional.empty()
                : Optional.of(Reason.of(
                        intent.images().size() + " of " + intent.billed()
                                + " paid images are in the sink; its batch is "
                                + intent.batchId().orElse("not known"),
                        "adopt its batch, so that the others are delivered, or drop it"));
    }

    private static void insert(Handle handle, AttemptId id, RebuiltIntent.Image image) {
        SeenImage seen = new SeenImage(
                Optional.of(image.imageId()),
                Optional.empty(),
                Optional.of(image.object().contentType()),
                Optional.of(image.object().width()),
                Optional.of(image.object().height()),
                Optional.of(image.object().length()));
        ImageRows.insert(handle, id, image.index(), seen);
        ImageRows.become(
                handle, id, image.index(), ImageState.DELIVERED, Optional.of(image.object()), Optional.empty());
    }

    private static Attempt attempt(AttemptId id, RebuiltIntent intent) {
        return new Attempt(
                id.toString(),
                intent.request(),
                AttemptState.PREPARED,
                REBUILT,
                ServerSpan.exactly(intent.created()),
                Watermark.ofEmptyHistory(),
                Math.max(1, intent.billed()),
                OptionalInt.empty());
    }

    private static AttemptRows.Ending ending(RebuiltIntent intent) {
        return new AttemptRows.Ending(
                AttemptState.ADOPTED,
                intent.billed(),
                Optional.of(intent.billed()),
                Optional.empty(),
                intent.batchId(),
                Optional.empty(),
                intent.isWhole(),
                Optional.of(Reason.of("told by its sidecars")));
    }

    private static Claims claims(RebuiltIntent intent) {
        return new Claims(
                intent.batchId().map(Set::of).orElse(Set.of()),
                intent.images().stream().map(RebuiltIntent.Image::imageId).collect(Collectors.toSet()));
    }

    private static void remember(Handle handle, String name) {
        handle.createUpdate("insert into facts (name, value) select :name, cast(<now> as text)"
                        + " where not exists (select 1 from facts where name = :name)")
                .bind("name", name)
                .execute();
    }
}
