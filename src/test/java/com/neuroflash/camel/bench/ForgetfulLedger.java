package com.neuroflash.camel.bench;

import com.neuroflash.camel.api.Generation;
import com.neuroflash.camel.api.HistoryEntry;
import com.neuroflash.camel.billing.Attempt;
import com.neuroflash.camel.billing.AttemptState;
import com.neuroflash.camel.billing.Identity;
import com.neuroflash.camel.billing.IntentState;
import com.neuroflash.camel.ledger.ImageRecord;
import com.neuroflash.camel.ledger.ImageResult;
import com.neuroflash.camel.ledger.ImageState;
import com.neuroflash.camel.ledger.IntentRecord;
import com.neuroflash.camel.ledger.KnownIntent;
import com.neuroflash.camel.ledger.Ledger;
import com.neuroflash.camel.ledger.NewIntent;
import com.neuroflash.camel.ledger.Observation;
import com.neuroflash.camel.ledger.OperatorLedger;
import com.neuroflash.camel.ledger.Preparation;
import com.neuroflash.camel.ledger.PrepareResult;
import com.neuroflash.camel.ledger.Reason;
import com.neuroflash.camel.ledger.RecordResult;
import com.neuroflash.camel.ledger.SeenImage;
import com.neuroflash.camel.ledger.SettlementLedger;
import com.neuroflash.camel.ledger.StoredObject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * No ledger at all: says yes to whatever a pipeline without trouble asks and remembers nothing, so that what a ledger
 * costs can be told from what the pipeline around it costs. Nothing is billed or delivered once with it.
 */
public final class ForgetfulLedger implements Ledger {
    private final ForgetfulDecisions decisions = new ForgetfulDecisions();

    /** Put in by {@link WithoutLedger}. */
    public ForgetfulLedger() {}

    @Override
    public String owner() {
        return "nobody";
    }

    @Override
    public SettlementLedger settlement() {
        return decisions;
    }

    @Override
    public OperatorLedger operator() {
        return decisions;
    }

    @Override
    public Map<Identity, KnownIntent> find(Collection<Identity> identities) {
        return Map.of();
    }

    @Override
    public boolean heartbeat(String owner, Duration length) {
        return true;
    }

    @Override
    public Set<Identity> heldBy(String owner) {
        return Set.of();
    }

    @Override
    public List<IntentRecord> leaseDue(Instant now, String owner, int limit) {
        return List.of();
    }

    @Override
    public int waiting() {
        return 0;
    }

    @Override
    public PrepareResult prepare(NewIntent intent, Preparation preparation) {
        return new PrepareResult.Prepared(new Attempt(
                intent.identity().value() + "-1",
                intent.request(),
                AttemptState.PREPARED,
                preparation.principal(),
                preparation.sent(),
                preparation.watermark(),
                preparation.imageLimit(),
                OptionalInt.empty()));
    }

    @Override
    public RecordResult answered(String attemptId, Generation generation, Instant at) {
        List<ImageRecord> images = new ArrayList<>();
        generation
                .images()
                .forEach(image -> images.add(new ImageRecord(
                        attemptId,
                        images.size(),
                        SeenImage.of(image),
                        ImageState.PENDING,
                        Optional.empty(),
                        Optional.empty())));
        return new RecordResult.Recorded(AttemptState.ANSWERED, IntentState.ANSWERED, images);
    }

    @Override
    public ImageResult imageDelivered(
            String attemptId, int index, StoredObject object, Optional<Observation> observation) {
        return new ImageResult.Recorded(IntentState.DONE, 0);
    }

    @Override
    public void resign(String owner) {}

    @Override
    public void close() {}

    @Override
    public Optional<IntentRecord> load(Identity intent) {
        throw trouble();
    }

    @Override
    public boolean isHeldBy(Identity intent, String owner) {
        throw trouble();
    }

    @Override
    public Optional<IntentRecord> take(Identity intent, String owner) {
        throw trouble();
    }

    @Override
    public Optional<IntentRecord> reopen(Identity intent, String owner) {
        throw trouble();
    }

    @Override
    public boolean park(Identity intent, String owner, Instant until, Reason reason) {
        throw trouble();
    }

    @Override
    public int makeDue(String reason, Instant now) {
        return 0;
    }

    @Override
    public boolean hold(Identity intent, String owner, Reason reason) {
        throw trouble();
    }

    @Override
    public boolean fail(Identity intent, String owner, Reason reason) {
        throw trouble();
    }

    @Override
    public boolean release(Identity intent, String owner) {
        throw trouble();
    }

    @Override
    public Optional<KnownIntent> begin(NewIntent intent, String owner) {
        throw trouble();
    }

    @Override
    public Map<Identity, KnownIntent> keep(Collection<NewIntent> intents, Instant due, Reason reason) {
        throw trouble();
    }

    @Override
    public Instant since(String name, Instant now) {
        throw trouble();
    }

    @Override
    public PrepareResult prepare(Identity intent, Preparation preparation) {
        throw trouble();
    }

    @Override
    public RecordResult rejected(String attemptId, Reason reason, Optional<Reason> failure) {
        throw trouble();
    }

    @Override
    public RecordResult unknown(String attemptId, Reason reason) {
        throw trouble();
    }

    @Override
    public RecordResult completed(String attemptId, List<HistoryEntry> rows, boolean whole) {
        throw trouble();
    }

    @Override
    public ImageResult imageFailed(String attemptId, int index, Reason reason) {
        throw trouble();
    }

    @Override
    public ImageResult imageQuarantined(String attemptId, int index, StoredObject quarantined, Reason reason) {
        throw trouble();
    }

    static UnsupportedOperationException trouble() {
        return new UnsupportedOperationException("without a ledger a measurement can't go on after a failure");
    }
}
