package com.neuroflash.camel.intent;

import static java.util.Objects.requireNonNull;

import com.neuroflash.camel.api.GenerationRequest;
import com.neuroflash.camel.billing.Attempt;
import com.neuroflash.camel.billing.BillingRules;
import com.neuroflash.camel.billing.FrozenRequest;
import com.neuroflash.camel.billing.Identity;
import com.neuroflash.camel.billing.Moment;
import com.neuroflash.camel.billing.Outcome;
import com.neuroflash.camel.ledger.ImageRecord;
import com.neuroflash.camel.ledger.IntentRecord;
import com.neuroflash.camel.ledger.Origin;
import com.neuroflash.camel.prompt.FieldProblem;
import com.neuroflash.camel.prompt.PromptMessage;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * One prompt on its way, as far as the ledger and this process know it. Whoever carries it on starts at the first step
 * whose outcome is not in here. Confined to the thread that carries it.
 */
public final class PromptRun implements Gate.Guest {
    private final PromptIdentity identity;
    private final Map<Stage, Integer> failures = new EnumMap<>(Stage.class);

    private final Set<Stage> othersSucceeded = ConcurrentHashMap.newKeySet();

    private PromptMessage message;
    private PromptSource source;
    private FrozenRequest frozen;
    private String keyTemplate;
    private Optional<String> sink;
    private Optional<FieldProblem> sinkProblem = Optional.empty();
    private Stage stage = Stage.RECALL;
    private long stepStartedAt;
    private boolean recalled;
    private boolean inLedger;
    private boolean checked;
    private boolean freshModels;
    private Optional<Attempt> attempt = Optional.empty();
    private Optional<Moment> committed = Optional.empty();
    private Optional<Exception> sendFailure = Optional.empty();
    private Optional<Instant> answeredAt = Optional.empty();
    private volatile Optional<Outcome> outcome = Optional.empty();
    private volatile boolean sending;
    private volatile Optional<Paid> paid = Optional.empty();
    private volatile List<ImageRun> images = List.of();
    private long paidNanos;
    private long historyAnsweredNanos;
    private long missingNanos;
    private boolean rechecked;
    private Optional<ImageRun> current = Optional.empty();

    PromptRun(
            PromptMessage message,
            PromptSource source,
            PromptIdentity identity,
            FrozenRequest frozen,
            String keyTemplate,
            Optional<String> sink) {
        this.message = requireNonNull(message, "message is null");
        this.source = requireNonNull(source, "source is null");
        this.identity = requireNonNull(identity, "identity is null");
        this.frozen = requireNonNull(frozen, "frozen is null");
        this.keyTemplate = requireNonNull(keyTemplate, "keyTemplate is null");
        this.sink = requireNonNull(sink, "sink is null");
    }

    /** A prompt that the ledger has kept. */
    static PromptRun of(IntentRecord record, long nanos) {
        PromptIdentity identity = new PromptIdentity(
                record.origin().source(),
                record.identity(),
                record.known().rawHash().orElse(""),
                true);
        PromptRun run = new PromptRun(
                message(record),
                source(record.origin()),
                identity,
                record.request(),
                record.keyTemplate(),
                record.sink());
        run.checked = !record.attempts().isEmpty();
        run.resume(record, nanos);
        return run;
    }

    private static PromptMessage message(IntentRecord record) {
        Origin origin = record.origin();
        return new PromptMessage(
                record.request().request(), origin.senderId(), origin.name(), origin.metadata(), record.sink());
    }

    private static PromptSource source(Origin origin) {
        return new PromptSource(
                origin.file().orElse(origin.source()), origin.line().orElse(1));
    }

    /** What the sender wrote. */
    public PromptMessage message() {
        return message;
    }

    /** Where the prompt came from. */
    public PromptSource source() {
        return source;
    }

    /** The request that is sent, as it was frozen at first sight. */
    public GenerationRequest request() {
        return frozen.request();
    }

    FrozenRequest frozen() {
        return frozen;
    }

    PromptIdentity promptIdentity() {
        return identity;
    }

    Identity identity() {
        return identity.identity();
    }

    String keyTemplate() {
        return keyTemplate;
    }

    /** The sink as it was frozen at first sight; empty for a prompt that was begun before the ledger kept it. */
    Optional<String> sink() {
        return sink;
    }

    /** The sink that its message names is not allowed for its source. */
    void mayNotChooseSink(FieldProblem problem) {
        sinkProblem = Optional.of(problem);
    }

    /** Before the ledger accepts it; what it has accepted goes to its sink, whatever its source may name later. */
    void requireAllowedSink() {
        if (!inLedger && sinkProblem.isPresent()) {
            throw PromptFailedException.refused(sinkProblem.get());
        }
    }

    /** What the ledger keeps of the message beside the request. */
    Origin origin() {
        return origin(message, source, identity);
    }

    static Origin origin(PromptMessage message, PromptSource source, PromptIdentity identity) {
        return new Origin(
                identity.source(),
                Optional.of(source.name()),
                OptionalLong.of(source.line()),
                message.id(),
                message.name(),
                message.metadata());
    }

    /** The images that were billed, in the answer's order. */
    public List<ImageRun> images() {
        return images;
    }

    Optional<Paid> paid() {
        return paid;
    }

    /** When this process learnt that it is paid, on the monotonic clock. */
    long paidNanos() {
        return paidNanos;
    }

    /** How long after the answer the history was last asked for an image in vain; our own pauses are not its lag. */
    Duration missingFor() {
        return Duration.ofNanos(missingNanos - paidNanos);
    }

    /** Whether a 404 of the billed call has already led to a look for the models; true from the second call on. */
    boolean wasRechecked() {
        boolean before = rechecked;
        rechecked = true;
        return before;
    }

    /** The history has answered, and did not show what was looked for. */
    void historyAnswered(long nanos) {
        historyAnsweredNanos = nanos;
        missingNanos = current.filter(ImageRun::wasShown).isPresent() ? missingNanos : nanos;
    }

    /** Whether the history has been asked in vain since {@code deadline} passed after the bill. */
    boolean lookedInVainAfter(Duration deadline) {
        return historyAnsweredNanos - paidNanos > deadline.toNanos();
    }

    boolean isRecalled() {
        return recalled;
    }

    void recalled() {
        recalled = true;
    }

    /** What is known here is out of date. */
    void forget() {
        recalled = false;
        attempt = Optional.empty();
        outcome = Optional.empty();
        sendFailure = Optional.empty();
    }

    boolean isInLedger() {
        return inLedger;
    }

    void inLedger() {
        inLedger = true;
    }

    /** Goes on from what the ledger has: its objects are named as at first sight, whatever file it lies in now. */
    void resume(IntentRecord record, long nanos) {
        recalled = true;
        inLedger = true;
        message = message(record);
        source = source(record.origin());
        frozen = record.request();
        keyTemplate = record.keyTemplate();
        sink = record.sink();
        record.billed()
                .ifPresent(billed -> paid(
                        Paid.of(billed),
                        record.images().stream()
                                .filter(image -> image.attemptId().equals(billed.id()))
                                .toList(),
                        nanos));
    }

    /** From here on it is never sent again; its images are to be delivered. */
    void paid(Paid bill, List<ImageRecord> billed, long nanos) {
        images = billed.stream().map(ImageRun::of).toList();
        paidNanos = nanos;
        historyAnsweredNanos = nanos;
        missingNanos = nanos;
        paid = Optional.of(bill);
        sending = false;
    }

    boolean isChecked() {
        return checked;
    }

    boolean needsFreshModels() {
        return freshModels;
    }

    void checked() {
        checked = true;
        freshModels = false;
    }

    void recheck() {
        checked = false;
        freshModels = true;
    }

    @Override
    public boolean isPaid() {
        return paid.isPresent();
    }

    /** The attempt that is under way. */
    Optional<Attempt> attempt() {
        return attempt;
    }

    void prepared(Attempt next, Moment before) {
        attempt = Optional.of(next);
        committed = Optional.of(before);
        outcome = Optional.empty();
        sendFailure = Optional.empty();
    }

    /** Read just before the commit of the attempt was asked for. */
    Moment committed() {
        return committed.orElseThrow();
    }

    Instant settlesAt(BillingRules rules) {
        return attempt.orElseThrow().settlesAt(rules);
    }

    /** How the call under way has ended, until that is recorded. */
    Optional<Outcome> outcome() {
        return outcome;
    }

    Optional<Instant> answeredAt() {
        return answeredAt;
    }

    void ended(Outcome how, Optional<Instant> serverTime) {
        outcome = Optional.of(how);
        answeredAt = serverTime;
        sending = false;
    }

    /** The call has failed; what that means for the prompt is decided when its outcome is recorded. */
    void endedBy(Exception failure, Outcome how) {
        sendFailure = Optional.of(failure);
        ended(how, Optional.empty());
    }

    /** The failed call is recorded and judged; what comes next begins anew. */
    void forgetSend() {
        sendFailure = Optional.empty();
        attempt = Optional.empty();
    }

    Optional<Exception> sendFailure() {
        return sendFailure;
    }

    /** The outcome is in the ledger; a further attempt needs a new commit. */
    void recorded() {
        outcome = Optional.empty();
    }

    /** A step begins; its failure will be judged by its stage and counted against it. */
    void begin(Stage next, Optional<ImageRun> image, long nanos) {
        stage = next;
        sending = next == Stage.SEND;
        current = image;
        stepStartedAt = nanos;
    }

    /** The step succeeded. */
    void succeeded() {
        failures.remove(stage);
        othersSucceeded.remove(stage);
        current = Optional.empty();
    }

    /** Counts a failure of the present step and returns how many there were in a row. */
    int failed() {
        return failures.merge(stage, 1, Integer::sum);
    }

    @Override
    public void othersSucceededAt(Stage other) {
        othersSucceeded.add(other);
    }

    /** Whether another prompt succeeded where this one had failed: what goes on failing is its own trouble. */
    boolean isAloneAt(Stage other) {
        return othersSucceeded.contains(other);
    }

    /** Whether a billed call is under way at this moment. */
    boolean isSending() {
        return sending;
    }

    Stage stage() {
        return stage;
    }

    long stepStartedAt() {
        return stepStartedAt;
    }

    /** The image that the present step is about. */
    Optional<ImageRun> current() {
        return current;
    }

    List<ImageRun> failedImages() {
        return images.stream().filter(image -> image.failure().isPresent()).toList();
    }

    /** Names no prompt: prompts never reach a log. */
    @Override
    public String toString() {
        return "PromptRun[" + source + ", " + stage + "]";
    }
}
