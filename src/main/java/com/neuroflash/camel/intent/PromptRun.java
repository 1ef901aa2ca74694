package com.neuroflash.camel.intent;

import static java.util.Objects.requireNonNull;

import com.neuroflash.camel.api.GenerationRequest;
import com.neuroflash.camel.billing.FrozenRequest;
import com.neuroflash.camel.billing.Identity;
import com.neuroflash.camel.ledger.ImageRecord;
import com.neuroflash.camel.ledger.IntentRecord;
import com.neuroflash.camel.ledger.NewIntent;
import com.neuroflash.camel.prompt.FieldProblem;
import com.neuroflash.camel.prompt.PromptMessage;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * One prompt on its way, as far as the ledger and this process know it. Whoever carries it on starts at the first step
 * whose outcome is not in here. Confined to the thread that carries it.
 */
public final class PromptRun implements Gate.Guest {
    private final BilledCall call = new BilledCall();
    private final Map<Stage, Integer> failures = new EnumMap<>(Stage.class);
    private final Set<Stage> othersSucceeded = ConcurrentHashMap.newKeySet();

    private Asked asked;
    private Optional<FieldProblem> sinkProblem = Optional.empty();
    private Stage stage = Stage.RECALL;
    private long stepStartedAt;
    private boolean recalled;
    private boolean inLedger;
    private boolean checked;
    private boolean freshModels;
    private volatile Optional<Paid> paid = Optional.empty();
    private volatile List<ImageRun> images = List.of();
    private HistoryWait historyWait = new HistoryWait(0);
    private boolean rechecked;
    private Optional<ImageRun> current = Optional.empty();

    PromptRun(Asked asked) {
        this.asked = requireNonNull(asked, "asked is null");
    }

    /** A prompt that the ledger has kept. */
    static PromptRun of(IntentRecord record, long nanos) {
        PromptRun run = new PromptRun(Asked.of(record));
        run.checked = !record.attempts().isEmpty();
        run.resume(record, nanos);
        return run;
    }

    /** What the sender wrote. */
    public PromptMessage message() {
        return asked.arrival().message();
    }

    /** Where the prompt came from. */
    public PromptSource source() {
        return asked.arrival().source();
    }

    /** The request that is sent, as it was frozen at first sight. */
    public GenerationRequest request() {
        return asked.request().request();
    }

    FrozenRequest frozen() {
        return asked.request();
    }

    PromptIdentity promptIdentity() {
        return asked.arrival().identity();
    }

    Identity identity() {
        return promptIdentity().identity();
    }

    String keyTemplate() {
        return asked.keyTemplate();
    }

    /** The sink as it was frozen at first sight; empty for a prompt that was begun before the ledger kept it. */
    Optional<String> sink() {
        return asked.sink();
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

    /** What the ledger is given to keep. */
    NewIntent newIntent() {
        requireAllowedSink();
        return asked.intent();
    }

    /** The images that were billed, in the answer's order. */
    public List<ImageRun> images() {
        return images;
    }

    Optional<Paid> paid() {
        return paid;
    }

    /** How long the history has not shown its images. */
    HistoryWait historyWait() {
        return historyWait;
    }

    /** Whether a 404 of the billed call has already led to a look for the models; true from the second call on. */
    boolean wasRechecked() {
        boolean before = rechecked;
        rechecked = true;
        return before;
    }

    /** The history has answered, and did not show what was looked for. */
    void historyAnsweredInVain(long nanos) {
        historyWait.answeredInVain(nanos, current.filter(ImageRun::wasShown).isPresent());
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
        call.forget();
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
        asked = Asked.of(record, promptIdentity());
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
        historyWait = new HistoryWait(nanos);
        paid = Optional.of(bill);
        call.presentStep(false);
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

    /** The billed call, from its commit on. */
    BilledCall call() {
        return call;
    }

    /** A step begins; its failure will be judged by its stage and counted against it. */
    void begin(Stage next, Optional<ImageRun> image, long nanos) {
        stage = next;
        call.presentStep(next == Stage.SEND);
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
        return "PromptRun[" + source() + ", " + stage + "]";
    }
}
