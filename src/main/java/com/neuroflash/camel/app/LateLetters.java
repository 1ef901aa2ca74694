package com.neuroflash.camel.app;

import static java.util.Objects.requireNonNull;

import com.neuroflash.camel.inbox.DeadLetters;
import com.neuroflash.camel.intent.DeadLetterOffice;
import com.neuroflash.camel.intent.PromptFailedException;
import com.neuroflash.camel.ledger.IntentRecord;
import com.neuroflash.camel.ledger.LedgerUnavailableException;
import com.neuroflash.camel.ledger.OperatorLedger;
import com.neuroflash.camel.ledger.Reason;
import com.neuroflash.camel.prompt.PromptMessage;
import com.neuroflash.camel.source.LineFailure;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stores what fails after its source was acknowledged where its sender looks: beside the inbox, or with dead messages.
 * The ledger knows which are not stored; those are tried again, also after a crash.
 */
final class LateLetters implements DeadLetterOffice {
    private static final Logger LOG = LoggerFactory.getLogger(LateLetters.class);
    private static final String INBOX = "inbox";
    private static final int AT_ONCE = 100;

    private final DeadLetters ofInbox;
    private final OperatorLedger ledger;
    private final Duration interval;
    private final AtomicBoolean unwritable = new AtomicBoolean();
    private Box ofMessages;

    /** Where letters of messages go. */
    interface Box {
        /** Says where it is. */
        String store(IntentRecord intent, PromptFailedException failure) throws IOException;
    }

    /**
     * Stores letters of prompts that this ledger knows.
     *
     * @param interval between two tries of what can't be stored
     */
    LateLetters(DeadLetters ofInbox, OperatorLedger ledger, Duration interval) {
        this.ofInbox = requireNonNull(ofInbox, "ofInbox is null");
        this.ledger = requireNonNull(ledger, "ledger is null");
        this.interval = requireNonNull(interval, "interval is null");
    }

    /** Says where those of other sources go; before the context starts. */
    void ofMessages(Box box) {
        ofMessages = requireNonNull(box, "box is null");
    }

    @Override
    public void store(IntentRecord intent, PromptFailedException failure) {
        tryStore(intent, failure);
    }

    /** Tries again, now and then, what no process has stored. */
    void startTrying(ScheduledExecutorService thread) {
        thread.scheduleWithFixedDelay(this::storeOwed, interval.toNanos(), interval.toNanos(), TimeUnit.NANOSECONDS);
    }

    private void storeOwed() {
        try {
            boolean more = true;
            while (more) {
                List<IntentRecord> owed = ledger.takeOwedLetters(interval, AT_ONCE);
                more = owed.stream().allMatch(intent -> tryStore(intent, failure(intent))) && owed.size() == AT_ONCE;
            }
        } catch (LedgerUnavailableException away) {
            LOG.debug("dead letters are made up for later: {}", away.getMessage());
        } catch (RuntimeException unexpected) {
            // thrown on, it would end all further tries
            LOG.error("dead letters can't be made up for", unexpected);
        }
    }

    private static PromptFailedException failure(IntentRecord intent) {
        String look = "see the command ledger show " + intent.identity().asId();
        Reason reason = intent.known().reason().orElse(Reason.of(look));
        return new PromptFailedException(
                reason.text(), reason.status(), reason.advice().orElse(look));
    }

    private boolean tryStore(IntentRecord intent, PromptFailedException failure) {
        String place;
        try {
            place = isOfInbox(intent) ? write(intent, failure) : ofMessages.store(intent, failure);
        } catch (IOException | RuntimeException unstored) {
            tell(intent, failure, unstored);
            return false;
        }
        unwritable.set(false);
        LOG.warn("a prompt that had waited in the ledger failed: {}; see {}", failure.getMessage(), place);
        note(intent);
        return true;
    }

    private void note(IntentRecord intent) {
        try {
            ledger.letterStored(intent.identity());
        } catch (LedgerUnavailableException away) {
            LOG.debug(
                    "the letter of {} is stored, maybe again: {}",
                    intent.identity().asId(),
                    away.getMessage());
        }
    }

    private void tell(IntentRecord intent, PromptFailedException failure, Exception unstored) {
        String id = intent.identity().asId();
        if (unwritable.getAndSet(true)) {
            LOG.debug("the dead letter of {} can't be stored yet: {}", id, unstored.toString());
        } else {
            LOG.error(
                    "a prompt that had waited in the ledger failed: {}; see the command ledger show {}. Dead letters"
                            + " can't be stored and are tried again: {}",
                    failure.getMessage(),
                    id,
                    unstored.toString());
        }
    }

    private static boolean isOfInbox(IntentRecord intent) {
        return intent.origin().source().equals(INBOX);
    }

    private String write(IntentRecord intent, PromptFailedException failure) throws IOException {
        LineFailure reason = LineFailure.of(intent.origin().line().orElse(1), failure.of(intent.identity()));
        PromptMessage message = new PromptMessage(
                intent.request().request(),
                Optional.empty(),
                intent.origin().name(),
                intent.origin().metadata(),
                intent.sink());
        return ofInbox.write(intent.origin().file().orElse("prompt"), message, reason)
                .toString();
    }
}
