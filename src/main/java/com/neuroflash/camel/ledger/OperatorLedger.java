package com.neuroflash.camel.ledger;

import com.neuroflash.camel.billing.AttemptState;
import com.neuroflash.camel.billing.Batch;
import com.neuroflash.camel.billing.Identity;
import com.neuroflash.camel.billing.IntentState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The part of the ledger that a person sees and decides; each method is one transaction. */
public interface OperatorLedger {
    /** Figures over everything that is kept. */
    Totals totals();

    /**
     * Intents in these states, longest unchanged first.
     *
     * @param after the last one of the page before
     */
    List<IntentLine> list(Set<IntentState> states, Optional<IntentLine> after, int limit);

    /** The intents whose identity (or id as in {@code .failed}) begins so; at most {@code limit}. */
    List<Identity> withPrefix(String prefix, int limit);

    /**
     * Gives a batch of the history to a held or parked intent's open attempt, or to a billed one of which images are
     * missing: what is not delivered of it is delivered.
     */
    OperatorResult adopt(Identity intent, Batch batch);

    /** Lets the open attempt go and sends the prompt again; may be billed twice. */
    OperatorResult resubmit(Identity intent, Reason reason);

    /** Gives a held or parked intent up; its open attempt is let go. */
    OperatorResult drop(Identity intent, Reason reason);

    /**
     * Takes those that failed for good after their source was acknowledged, and whose dead letters are not known to be
     * stored, longest waiting first. Whoever gets one has {@code patience} to store its letter before it is given again; so
     * long it is left at first to whoever has seen it fail.
     */
    List<IntentRecord> takeOwedLetters(Duration patience, int limit);

    /** The dead letter of one that failed is stored. */
    void letterStored(Identity intent);

    /**
     * Objects delivered to one sink in the order of their keys, for a comparison with it.
     *
     * @param sink its name
     * @param usual the sink of intents that were begun before the ledger kept it
     */
    List<ImageRecord> delivered(String sink, String usual, Optional<String> afterKey, int limit);

    /**
     * How many images were delivered to each sink.
     *
     * @param usual as above
     */
    Map<String, Long> deliveredBySink(String usual);

    /**
     * Forgets finished intents, and claims without an intent, that are older; call it again until it says none.
     *
     * @param limit how many of each at most
     */
    Purged purge(Instant finishedBefore, Instant claimedBefore, int limit);

    /** Whether nothing was ever kept here, nor {@link #declareNew} said so. */
    boolean isEmpty();

    /** Says that an empty ledger is meant to be empty. */
    void declareNew();

    /**
     * Keeps intents that sidecars tell of, with their claims: as DONE, or HELD when images are missing. What is known
     * already stays as it is.
     */
    int rebuild(List<RebuiltIntent> intents);

    /** How long ago, by the database's clock, sidecars were first read into this ledger; empty when never. */
    Optional<Duration> sinceRebuilt();

    /**
     * Figures.
     *
     * @param intents by state
     * @param attempts by state
     * @param images by state
     * @param billedImages images of attempts that were billed for certain
     * @param reservedImages images of attempts that are under way or may have been billed
     * @param claimedBatches batches with an owner
     * @param claimedImages images with an owner
     */
    record Totals(
            Map<IntentState, Long> intents,
            Map<AttemptState, Long> attempts,
            Map<ImageState, Long> images,
            long billedImages,
            long reservedImages,
            long claimedBatches,
            long claimedImages) {}

    /**
     * One line of a list.
     *
     * @param known the intent
     * @param source the configured source's name
     * @param file the prompt file's name
     * @param begun when it was first seen, by the database's clock
     * @param changed when it changed last, by the database's clock
     */
    record IntentLine(KnownIntent known, String source, Optional<String> file, Instant begun, Instant changed) {}

    /**
     * What was forgotten.
     *
     * @param intents how many
     * @param claims how many
     */
    record Purged(int intents, int claims) {
        /** Whether there was nothing. */
        public boolean isNothing() {
            return intents == 0 && claims == 0;
        }
    }
}
