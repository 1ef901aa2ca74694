package com.neuroflash.camel.intent;

import static java.util.Objects.requireNonNull;

import com.neuroflash.camel.api.Generation;
import com.neuroflash.camel.api.GenerationRequest;
import com.neuroflash.camel.prompt.PromptMessage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One prompt on its way: what was asked, what was answered, how far each image is. Whoever carries it on starts at the
 * first step whose outcome is not in here. Confined to the thread that carries it.
 */
public final class PromptRun {
    private final PromptMessage message;
    private final PromptSource source;
    private final GenerationRequest request;
    private final Map<Stage, Integer> failures = new EnumMap<>(Stage.class);

    private Stage stage = Stage.CHECK;
    private long stepStartedAt;
    private boolean checked;
    private boolean freshModels;
    private volatile boolean sending;
    private volatile Optional<Generation> generation = Optional.empty();
    private Optional<Instant> answeredAt = Optional.empty();
    private long answeredNanos;
    private volatile List<ImageRun> images = List.of();
    private Optional<ImageRun> current = Optional.empty();

    PromptRun(PromptMessage message, PromptSource source, GenerationRequest request) {
        this.message = requireNonNull(message, "message is null");
        this.source = requireNonNull(source, "source is null");
        this.request = requireNonNull(request, "request is null");
    }

    /** What the sender wrote. */
    public PromptMessage message() {
        return message;
    }

    /** Where the prompt came from. */
    public PromptSource source() {
        return source;
    }

    /** The request with defaults filled in. */
    public GenerationRequest request() {
        return request;
    }

    /** The answer to the billed call, once there. */
    public Optional<Generation> generation() {
        return generation;
    }

    /** The images that the answer announced, in its order. */
    public List<ImageRun> images() {
        return images;
    }

    /** The server's time of the answer. */
    Optional<Instant> answeredAt() {
        return answeredAt;
    }

    /** The answer's moment on the monotonic clock. */
    long answeredNanos() {
        return answeredNanos;
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

    boolean isAnswered() {
        return generation.isPresent();
    }

    void answered(Generation answer, List<ImageRun> announced, Optional<Instant> serverTime, long nanos) {
        images = List.copyOf(announced);
        generation = Optional.of(answer);
        sending = false;
        answeredAt = serverTime;
        answeredNanos = nanos;
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
        current = Optional.empty();
    }

    /** Counts a failure of the present step and returns how many there were in a row. */
    int failed() {
        sending = false;
        return failures.merge(stage, 1, Integer::sum);
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
        List<ImageRun> failed = new ArrayList<>(images);
        failed.removeIf(image -> image.failure().isEmpty());
        return failed;
    }

    /** Names no prompt: prompts never reach a log. */
    @Override
    public String toString() {
        return "PromptRun[" + source + ", " + stage + "]";
    }
}
