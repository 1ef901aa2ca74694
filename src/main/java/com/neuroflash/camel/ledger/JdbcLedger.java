package com.neuroflash.camel.ledger;

import com.neuroflash.camel.api.Generation;
import com.neuroflash.camel.api.HistoryEntry;
import com.neuroflash.camel.billing.AttemptState;
import com.neuroflash.camel.billing.Identity;
import com.neuroflash.camel.billing.IntentState;
import com.neuroflash.camel.billing.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;

/** {@link Ledger} on a database: each method runs one script in one transaction. */
final class JdbcLedger implements Ledger {
    private final Transactions transactions;
    private final Runnable closing;
    private final String owner = UUID.randomUUID().toString();
    private final Ghosts ghosts = new Ghosts();
    private final OwnerRows owners;
    private final PrepareScript preparing;
    private final OutcomeScript outcomes;
    private final WaitingScript waiting;
    private final JdbcSettlement settlement;
    private final JdbcOperator operator;

    JdbcLedger(Transactions transactions, Dialect dialect, Runnable closing) {
        this.transactions = transactions;
        this.closing = closing;
        owners = new OwnerRows(dialect);
        preparing = new PrepareScript(dialect, ghosts);
        outcomes = new OutcomeScript(dialect);
        waiting = new WaitingScript(dialect, ghosts);
        settlement = new JdbcSettlement(transactions, dialect);
        operator = new JdbcOperator(transactions);
    }

    Transactions transactions() {
        return transactions;
    }

    @Override
    public String owner() {
        return owner;
    }

    @Override
    public SettlementLedger settlement() {
        return settlement;
    }

    @Override
    public OperatorLedger operator() {
        return operator;
    }

    @Override
    public Map<Identity, KnownIntent> find(Collection<Identity> identities) {
        return transactions.read(handle -> IntentRows.find(handle, identities));
    }

    @Override
    public Optional<IntentRecord> load(Identity intent) {
        return transactions.read(
                handle -> IntentRows.load(handle, List.of(intent)).stream().findFirst());
    }

    @Override
    public boolean heartbeat(String process, Duration length) {
        return transactions.write(handle -> owners.prolong(handle, process, length));
    }

    @Override
    public Set<Identity> heldBy(String process) {
        return transactions.read(handle -> Set.copyOf(IntentRows.ownedBy(handle, process)));
    }

    @Override
    public boolean isHeldBy(Identity intent, String process) {
        return transactions.read(handle -> OwnerRows.holds(handle, process, intent));
    }

    @Override
    public Optional<IntentRecord> take(Identity intent, String process) {
        return transactions.write(handle -> waiting.take(handle, intent, process));
    }

    @Override
    public Optional<IntentRecord> reopen(Identity intent, String process) {
        return transactions.write(handle -> waiting.reopen(handle, intent, process));
    }

    @Override
    public List<IntentRecord> leaseDue(Instant now, String process, int limit) {
        return transactions.write(handle -> waiting.leaseDue(handle, now, process, limit));
    }

    @Override
    public boolean park(Identity intent, String process, Instant until, Reason reason) {
        return ending(intent, handle -> waiting.park(handle, intent, process, until, reason));
    }

    @Override
    public int makeDue(String reason, Instant now) {
        return transactions.write(handle -> WaitingScript.makeDue(handle, reason, now));
    }

    @Override
    public boolean hold(Identity intent, String process, Reason reason) {
        return ending(intent, handle -> waiting.hold(handle, intent, process, reason));
    }

    @Override
    public boolean fail(Identity intent, String process, Reason reason) {
        return ending(intent, handle -> waiting.fail(handle, intent, process, reason));
    }

    @Override
    public boolean release(Identity intent, String process) {
        return ending(intent, handle -> waiting.release(handle, intent, process));
    }

    @Override
    public void resign(String process) {
        transactions.write(handle -> {
            waiting.resign(handle, process);
            return null;
        });
    }

    @Override
    public int waiting() {
        return transactions.read(handle -> IntentRows.count(handle, IntentState.PARKED, IntentState.HELD));
    }

    @Override
    public Optional<KnownIntent> begin(NewIntent intent, String process) {
        return transactions.write(handle -> preparing.begin(handle, intent, process));
    }

    @Override
    public Map<Identity, KnownIntent> keep(Collection<NewIntent> intents, Instant due, Reason reason) {
        return transactions.write(handle -> WaitingScript.keep(handle, intents, due, reason));
    }

    @Override
    public Instant since(String name, Instant now) {
        return transactions.write(handle -> FactRows.first(handle, "since " + name, now));
    }

    @Override
    public PrepareResult prepare(NewIntent intent, Preparation preparation) {
        return confirmed(intent.identity(), token -> handle -> preparing.prepare(handle, intent, preparation, token));
    }

    @Override
    public PrepareResult prepare(Identity intent, Preparation preparation) {
        return confirmed(intent, token -> handle -> preparing.prepare(handle, intent, preparation, token));
    }

    @Override
    public RecordResult answered(String attemptId, Generation generation, Instant at) {
        AttemptId id = AttemptId.parse(attemptId);
        Outcome outcome = Outcome.of(generation);
        if (outcome instanceof Outcome.Answered answered) {
            return transactions.write(handle -> outcomes.answered(handle, id, generation, answered.claims(), at));
        }
        return outcome.state() == AttemptState.UNIDENTIFIED
                ? transactions.write(handle -> outcomes.unidentified(handle, id, generation, at))
                : unknown(attemptId, Reason.of("the server answered without an image"));
    }

    @Override
    public RecordResult rejected(String attemptId, Reason reason, Optional<Reason> failure) {
        AttemptId id = AttemptId.parse(attemptId);
        return transactions.write(handle -> outcomes.rejected(handle, id, reason, failure));
    }

    @Override
    public RecordResult unknown(String attemptId, Reason reason) {
        AttemptId id = AttemptId.parse(attemptId);
        return transactions.write(handle -> outcomes.unknown(handle, id, reason));
    }

    @Override
    public RecordResult completed(String attemptId, List<HistoryEntry> rows, boolean whole) {
        AttemptId id = AttemptId.parse(attemptId);
        try {
            return transactions.write(handle -> CompletionScript.complete(handle, id, rows, whole));
        } catch (ClaimConflictException conflict) {
            return transactions.read(handle -> new RecordResult.ClaimConflict(
                    AttemptRows.find(handle, id).orElseThrow().state()));
        }
    }

    @Override
    public ImageResult imageDelivered(
            String attemptId, int index, StoredObject object, Optional<Observation> observation) {
        AttemptId id = AttemptId.parse(attemptId);
        return transactions.write(handle -> DeliveryScript.record(
                handle, id, index, ImageState.DELIVERED, Optional.of(object), Optional.empty(), observation));
    }

    @Override
    public ImageResult imageFailed(String attemptId, int index, Reason reason) {
        AttemptId id = AttemptId.parse(attemptId);
        return transactions.write(handle -> DeliveryScript.record(
                handle, id, index, ImageState.FAILED, Optional.empty(), Optional.of(reason), Optional.empty()));
    }

    @Override
    public ImageResult imageQuarantined(String attemptId, int index, StoredObject quarantined, Reason reason) {
        AttemptId id = AttemptId.parse(attemptId);
        return transactions.write(handle -> DeliveryScript.record(
                handle,
                id,
                index,
                ImageState.QUARANTINED,
                Optional.of(quarantined),
                Optional.of(reason),
                Optional.empty()));
    }

    @Override
    public void close() {
        transactions.close();
        closing.run();
    }

    /** When the commit can't be confirmed, for whatever reason, nothing is sent: a later call rejects it if it is there. */
    private PrepareResult confirmed(Identity intent, Function<String, Transactions.Work<PrepareResult>> work) {
        String token = UUID.randomUUID().toString();
        try {
            return ending(intent, work.apply(token)::in);
        } catch (RuntimeException unconfirmed) {
            ghosts.add(intent, token);
            throw unconfirmed;
        }
    }

    private <T> T ending(Identity intent, Function<Handle, T> work) {
        T result = transactions.write(work::apply);
        ghosts.forget(intent);
        return result;
    }
}
