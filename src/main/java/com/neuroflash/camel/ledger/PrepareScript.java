package com.neuroflash.camel.ledger;

import com.neuroflash.camel.billing.Attempt;
import com.neuroflash.camel.billing.AttemptState;
import com.neuroflash.camel.billing.Budget;
import com.neuroflash.camel.billing.FrozenRequest;
import com.neuroflash.camel.billing.Identity;
import com.neuroflash.camel.billing.IntentState;
import com.neuroflash.camel.billing.Recognition;
import com.neuroflash.camel.billing.SendPermission;
import com.neuroflash.camel.billing.ServerSpan;
import com.neuroflash.camel.billing.Watermark;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.jdbi.v3.core.Handle;

/** The commit before a POST: intent, PREPARED, budget, watermark and send time. */
final class PrepareScript {
    private final Dialect dialect;
    private final SpendingRows spending;
    private final Ghosts ghosts;

    PrepareScript(Dialect dialect, Ghosts ghosts) {
        this.dialect = dialect;
        this.ghosts = ghosts;
        spending = new SpendingRows(dialect);
    }

    /** One that is there already is another's, be it of this very process, unless our own unconfirmed commit began it. */
    PrepareResult prepare(Handle handle, NewIntent intent, Preparation preparation, String token) {
        if (IntentRows.insertSharing(handle, intent, preparation.owner())) {
            return send(handle, fresh(intent), intent.request(), List.of(), preparation, token);
        }
        KnownIntent known = known(handle, intent.identity());
        boolean same = known.recognise(intent.rawHash(), intent.request().fingerprint(), true) == Recognition.SAME;
        return same && ghosts.began(handle, intent.identity())
                ? prepare(handle, intent.identity(), preparation, token)
                : new PrepareResult.Known(known);
    }

    PrepareResult prepare(Handle handle, Identity intent, Preparation preparation, String token) {
        FrozenRequest request = IntentRows.request(handle, intent)
                .orElseThrow(() -> new IllegalArgumentException(
                        "the intent " + intent + " is not in the ledger; begin it, or prepare it as a new one"));
        dialect.lockShared(handle, request.likeness().value());
        IntentRows.Locked locked = IntentRows.lock(handle, intent).orElseThrow();
        if (!locked.owner().equals(Optional.of(preparation.owner()))) {
            return new PrepareResult.Known(known(handle, intent));
        }
        ghosts.reject(handle, intent);
        return send(handle, locked, request, AttemptRows.states(handle, intent), preparation, token);
    }

    Optional<KnownIntent> begin(Handle handle, NewIntent intent, String owner) {
        return IntentRows.insert(handle, intent, Optional.of(owner))
                ? Optional.empty()
                : Optional.of(known(handle, intent.identity()));
    }

    private PrepareResult send(
            Handle handle,
            IntentRows.Locked intent,
            FrozenRequest request,
            List<AttemptState> ofIntent,
            Preparation preparation,
            String token) {
        Bar bar = Bar.of(handle, intent.likeness(), preparation.owner());
        SendPermission permission = SendPermission.toPrepare(
                new SendPermission.Situation(
                        intent.state(), ofIntent, bar.unsettled(), bar.ownerLives(), preparation.clockSure()),
                preparation.rules());
        if (!(permission instanceof SendPermission.Granted granted)) {
            return new PrepareResult.Refused(permission);
        }
        Budget.Verdict verdict = spending.ask(
                handle, request.account(), preparation.budget(), preparation.imageLimit(), preparation.sent());
        if (!(verdict instanceof Budget.Verdict.Reserve reserve)) {
            return new PrepareResult.OverBudget(verdict);
        }
        AttemptId id = new AttemptId(intent.identity(), granted.number());
        Attempt attempt = attempt(id, request, preparation);
        AttemptRows.insert(handle, id, attempt, preparation, token);
        SpendingRows.add(handle, request.account(), id, reserve.day(), reserve.images());
        return new PrepareResult.Prepared(attempt);
    }

    private static IntentRows.Locked fresh(NewIntent intent) {
        return new IntentRows.Locked(
                intent.identity(),
                IntentState.ACTIVE,
                Optional.empty(),
                intent.request().account(),
                intent.request().likeness().value());
    }

    /** With the times that are stored: a send time never narrower than it was, a watermark never later. */
    private static Attempt attempt(AttemptId id, FrozenRequest request, Preparation preparation) {
        ServerSpan sent = new ServerSpan(
                Instant.ofEpochMilli(Columns.floor(preparation.sent().earliest())),
                Instant.ofEpochMilli(Columns.ceiling(preparation.sent().latest())));
        Watermark watermark = new Watermark(
                preparation.watermark().newest().map(newest -> Instant.ofEpochMilli(Columns.floor(newest))),
                preparation.watermark().knownImageIds());
        return new Attempt(
                id.toString(),
                request,
                AttemptState.PREPARED,
                preparation.principal(),
                sent,
                watermark,
                preparation.imageLimit(),
                OptionalInt.empty());
    }

    private static KnownIntent known(Handle handle, Identity intent) {
        return IntentRows.find(handle, List.of(intent)).get(intent);
    }
}
