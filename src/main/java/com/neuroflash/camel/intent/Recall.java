package com.neuroflash.camel.intent;

import static java.util.Objects.requireNonNull;

import com.neuroflash.camel.billing.Identity;
import com.neuroflash.camel.billing.IntentState;
import com.neuroflash.camel.billing.Recognition;
import com.neuroflash.camel.ledger.IntentRecord;
import com.neuroflash.camel.ledger.KnownIntent;
import com.neuroflash.camel.ledger.Ledger;
import com.neuroflash.camel.ledger.Reason;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers prompts that came before from the ledger, and takes up those that were left on their way. */
public final class Recall {
    private static final Logger LOG = LoggerFactory.getLogger(Recall.class);

    private final Ledger ledger;
    private final ServerTimekeeper time;

    Recall(Ledger ledger, ServerTimekeeper time) {
        this.ledger = requireNonNull(ledger, "ledger is null");
        this.time = requireNonNull(time, "time is null");
    }

    /** What the ledger knows of many prompts at once; those never seen are missing. */
    public Map<Identity, KnownIntent> find(Collection<Identity> identities) {
        return ledger.find(identities);
    }

    /** One prompt with its whole story; empty when it was never seen. */
    public Optional<IntentRecord> story(Identity identity) {
        return ledger.load(identity);
    }

    /**
     * Goes on where the ledger stands, or says by an exception why there is nothing to go on with.
     *
     * @throws AlreadyDoneException when all its images are delivered
     * @throws PromptParkedException when it waits in the ledger
     * @throws PromptElsewhereException when another process works on it
     * @throws PromptFailedException when its identity belongs to another prompt, or a person has given it up
     */
    void recall(PromptRun run) {
        if (run.isInLedger() && ledger.isHeldBy(run.identity(), ledger.owner())) {
            goOnWithOurs(run, ledger.load(run.identity()).orElseThrow());
            return;
        }
        Optional<KnownIntent> known =
                Optional.ofNullable(ledger.find(List.of(run.identity())).get(run.identity()));
        if (known.isEmpty()) {
            run.recalled();
            return;
        }
        PromptIdentity identity = run.promptIdentity();
        if (known.get().recognise(identity.rawHash(), run.frozen().fingerprint(), identity.resumed())
                == Recognition.REUSED) {
            throw PromptFailedException.identityReused();
        }
        goOn(run, known.get());
    }

    /** What this very run owns has moved on meanwhile, as by an adoption: taking it again would find it taken. */
    private void goOnWithOurs(PromptRun run, IntentRecord record) {
        if (record.state() == IntentState.DONE) {
            throw new AlreadyDoneException();
        }
        run.resume(record, time.moment().nanos());
    }

    private void goOn(PromptRun run, KnownIntent known) {
        String reason = known.reason().map(Reason::text).orElse("kept in the ledger");
        IntentState state = known.state();
        switch (state) {
            case DONE -> {
                LOG.info(
                        "{} was delivered before ({}); nothing is billed",
                        run.source(),
                        known.identity().asId());
                throw new AlreadyDoneException();
            }
            case PARKED, HELD -> throw new PromptParkedException(known.identity(), reason);
            case DROPPED -> throw PromptFailedException.givenUp(known);
            case FAILED -> take(run, ledger.reopen(known.identity(), ledger.owner()));
            case ACTIVE, ANSWERED -> take(run, ledger.take(known.identity(), ledger.owner()));
            default -> throw new IllegalStateException("unknown intent state " + state);
        }
    }

    private void take(PromptRun run, Optional<IntentRecord> record) {
        if (record.isEmpty()) {
            throw new PromptElsewhereException();
        }
        run.resume(record.get(), time.moment().nanos());
    }
}
