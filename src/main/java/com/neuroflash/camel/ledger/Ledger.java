package com.neuroflash.camel.ledger;

import com.neuroflash.camel.api.Generation;
import com.neuroflash.camel.api.HistoryEntry;
import com.neuroflash.camel.billing.Identity;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The durable record of what was asked for, sent, billed and delivered. Each method is one transaction, synced before it
 * returns; a lost race is a result, not an exception; every method may throw {@link LedgerUnavailableException}, after
 * which repeating the same call is safe.
 */
public interface Ledger extends AutoCloseable {
    /** Opens the ledger, bringing its schema up to date. */
    static Ledger open(LedgerSettings settings) {
        return LedgerOpening.open(settings);
    }

    /** This process, as an owner: another id at every start. */
    String owner();

    /** What is decided together, from the history. */
    SettlementLedger settlement();

    /** What a person sees and decides. */
    OperatorLedger operator();

    // Known?

    /** Looks many identities up at once; those never seen are missing. Thousands a call are fine. */
    Map<Identity, KnownIntent> find(Collection<Identity> identities);

    /** An intent with its attempts and images. */
    Optional<IntentRecord> load(Identity intent);

    // Who works on it

    /**
     * Lets a process live for {@code length} from now, by the database's clock.
     *
     * @return false when it was unknown or had lapsed: what it owned before may be another's now
     */
    boolean heartbeat(String owner, Duration length);

    /**
     * Everything that {@code owner} works on. What none of its threads knows of (a call that gave it ended with
     * {@link LedgerUnavailableException}, although it was committed) must be let go, or it waits for the process's end.
     */
    Set<Identity> heldBy(String owner);

    /** Whether {@code owner} lives and {@code intent} is its. */
    boolean isHeldBy(Identity intent, String owner);

    /**
     * Makes {@code owner} work on an ACTIVE or ANSWERED intent that nobody works on (not even another thread of the same
     * owner): for messages that came again.
     */
    Optional<IntentRecord> take(Identity intent, String owner);

    /**
     * Makes {@code owner} work on a FAILED intent again: ANSWERED with its failed images pending if it was paid, else
     * ACTIVE. For messages that a person dropped in again.
     */
    Optional<IntentRecord> reopen(Identity intent, String owner);

    /**
     * Makes {@code owner} work on intents that are due: parked until now or earlier, or left behind by an owner that is
     * gone or let go. Two owners never get the same one.
     */
    List<IntentRecord> leaseDue(Instant now, String owner, int limit);

    /** Puts an intent of {@code owner}'s into the waiting room; false when it is not its (any more). */
    boolean park(Identity intent, String owner, Instant until, Reason reason);

    /**
     * Makes what is parked for a reason that begins so due: what it waits for may have changed.
     *
     * @param now when it is due at the latest, in server time
     * @return how many
     */
    int makeDue(String reason, Instant now);

    /** Puts an intent of {@code owner}'s before a person; false when it is not its (any more). */
    boolean hold(Identity intent, String owner, Reason reason);

    /**
     * Ends an intent of {@code owner}'s as a dead letter; false when it is not its (any more) or an attempt of it may
     * have been billed and is not settled.
     */
    boolean fail(Identity intent, String owner, Reason reason);

    /** Lets an intent go as it is: it is due at once. */
    boolean release(Identity intent, String owner);

    /** Lets everything go that {@code owner} works on, at the end of its process; its PREPARED become UNKNOWN. */
    void resign(String owner);

    /** How many are parked or held in the waiting room, for {@code pipeline.max-parked}. */
    int waiting();

    /**
     * The {@code now} of the first call with this name, of whatever process; for what must know since when something has
     * been so.
     */
    Instant since(String name, Instant now);

    // Billed once

    /**
     * Keeps a prompt without an attempt, as {@code owner}'s, for sources that park at once.
     *
     * @return what was there before, unchanged; empty when it was new
     */
    Optional<KnownIntent> begin(NewIntent intent, String owner);

    /**
     * Keeps prompts without an attempt and without an owner, parked until {@code due}: all of them in one commit.
     *
     * @return what was there before, unchanged; those that were new are missing
     */
    Map<Identity, KnownIntent> keep(Collection<NewIntent> intents, Instant due, Reason reason);

    /**
     * Begins the intent if it is new and, if it may be sent, commits PREPARED with budget, watermark and send time: all
     * in one commit. One that is there already is {@link PrepareResult.Known}, be it this process's own.
     */
    PrepareResult prepare(NewIntent intent, Preparation preparation);

    /** Prepares (another) attempt of an intent that is in the ledger. */
    PrepareResult prepare(Identity intent, Preparation preparation);

    /**
     * Records a 2xx: with ids ANSWERED and claimed, without any UNIDENTIFIED, without images UNKNOWN. An answer that
     * comes late, after the attempt was thought unknown, absent or waived, is recorded as {@code billing} says.
     *
     * @param at when the answer was there, not earlier, in server time
     */
    RecordResult answered(String attemptId, Generation generation, Instant at);

    /**
     * Records that nothing was billed.
     *
     * @param failure why the intent ends as a dead letter, in the same commit; empty when it goes on
     */
    RecordResult rejected(String attemptId, Reason reason, Optional<Reason> failure);

    /** Records that it may have been billed. */
    RecordResult unknown(String attemptId, Reason reason);

    /**
     * Adds what the history shows of a billed attempt: ids that the answer left out, images that appeared later.
     *
     * @param rows all rows of its batch
     * @param whole whether no more can appear
     */
    RecordResult completed(String attemptId, List<HistoryEntry> rows, boolean whole);

    // Delivered once

    /**
     * Records that an image is in the sink; the last one's commit also ends the intent.
     *
     * @param observation what was learnt on the way; at most once an attempt
     */
    ImageResult imageDelivered(String attemptId, int index, StoredObject object, Optional<Observation> observation);

    /** Records that an image can't be delivered; when none is pending any more the intent ends FAILED. */
    ImageResult imageFailed(String attemptId, int index, Reason reason);

    /** Records that an image's key was taken by other bytes; when none is pending any more the intent ends FAILED. */
    ImageResult imageQuarantined(String attemptId, int index, StoredObject quarantined, Reason reason);

    /** Lets the database go. */
    @Override
    void close();
}
