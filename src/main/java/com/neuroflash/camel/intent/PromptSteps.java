package com.neuroflash.camel.intent;

import static java.util.Objects.requireNonNull;

import com.neuroflash.camel.api.GeneratedImage;
import com.neuroflash.camel.api.Generation;
import com.neuroflash.camel.component.NeuroflashConstants;
import com.neuroflash.camel.prompt.FieldProblem;
import com.neuroflash.camel.prompt.PromptValidator;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.LongSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.camel.Exchange;
import org.apache.camel.InvalidPayloadException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The steps of a prompt as a whole, named by the route {@code advance-prompt}. */
public final class PromptSteps {
    /** The exchange variable that holds the {@link PromptRun}. */
    static final String RUN = "run";

    private static final Logger LOG = LoggerFactory.getLogger(PromptSteps.class);
    private static final Pattern IMAGE_ID_IN_URL = Pattern.compile("/image_generation/([A-Za-z0-9._-]+)/view");

    private final ModelCatalog catalog;
    private final Gate gate;
    private final LongSupplier nanoTime;

    PromptSteps(ModelCatalog catalog, Gate gate, LongSupplier nanoTime) {
        this.catalog = requireNonNull(catalog, "catalog is null");
        this.gate = requireNonNull(gate, "gate is null");
        this.nanoTime = requireNonNull(nanoTime, "nanoTime is null");
    }

    /** Refuses a request that the models don't allow, before anything is billed. */
    public void check(Exchange exchange) {
        PromptRun run = run(exchange);
        if (run.isChecked()) {
            return;
        }
        run.begin(Stage.CHECK, Optional.empty(), nanoTime.getAsLong());
        List<FieldProblem> problems =
                new PromptValidator(catalog.models(run.needsFreshModels())).validate(run.request());
        succeeded(run);
        if (!problems.isEmpty()) {
            throw new PromptFailedException(
                    problems.stream().map(FieldProblem::toString).collect(Collectors.joining("; ")),
                    OptionalInt.empty(),
                    "Nothing was billed. Correct the request and drop it in again.");
        }
        run.checked();
    }

    /** Whether a text-to-image call is still to be made. */
    public boolean mustGenerate(Exchange exchange) {
        PromptRun run = run(exchange);
        return !run.isAnswered() && !run.request().isEdit();
    }

    /** Whether an image-to-image call is still to be made. */
    public boolean mustEdit(Exchange exchange) {
        PromptRun run = run(exchange);
        return !run.isAnswered() && run.request().isEdit();
    }

    /** The last moment before the billed call; a closed gate sends the prompt back to wait. */
    public void beginSend(Exchange exchange) {
        PromptRun run = run(exchange);
        if (!gate.admits(run)) {
            throw new GateClosedException(gate.reason());
        }
        run.begin(Stage.SEND, Optional.empty(), nanoTime.getAsLong());
        exchange.getMessage().setBody(run.request());
    }

    /** Keeps the answer: from here on the prompt is paid and is never sent again. */
    public void recordAnswer(Exchange exchange) throws InvalidPayloadException {
        PromptRun run = run(exchange);
        Generation answer = exchange.getMessage().getMandatoryBody(Generation.class);
        Long serverDate = exchange.getMessage().getHeader(NeuroflashConstants.SERVER_DATE, Long.class);
        Optional<Instant> answeredAt = Optional.ofNullable(serverDate).map(Instant::ofEpochMilli);
        run.answered(answer, images(answer), answeredAt, nanoTime.getAsLong());
        succeeded(run);
        answer.detail().ifPresent(detail -> LOG.warn("{}: the server says: {}", run.source(), detail));
    }

    /** The end: every image is delivered, or the prompt fails with what became of each. */
    public void complete(Exchange exchange) {
        PromptRun run = run(exchange);
        List<ImageRun> failed = run.failedImages();
        if (failed.isEmpty()) {
            return;
        }
        Action.Fail first = failed.get(0).failure().orElseThrow();
        String reasons = failed.stream()
                .map(image -> "image " + image.imageId() + ": "
                        + image.failure().orElseThrow().reason())
                .collect(Collectors.joining("; "));
        String count = failed.size() + " of " + run.images().size() + " paid images not delivered: ";
        throw new PromptFailedException(count + reasons, first.status(), first.whatToDo());
    }

    static PromptRun run(Exchange exchange) {
        return exchange.getVariable(RUN, PromptRun.class);
    }

    private void succeeded(PromptRun run) {
        gate.succeeded(run.stage(), run.stepStartedAt());
        run.succeeded();
    }

    private static List<ImageRun> images(Generation answer) {
        List<ImageRun> images = new ArrayList<>();
        for (GeneratedImage image : answer.images()) {
            images.add(imageRun(image, answer.batchId().isPresent(), images.size() + 1));
        }
        return images;
    }

    private static ImageRun imageRun(GeneratedImage image, boolean hasBatch, int index) {
        String id = imageId(image);
        if (id.isEmpty() && !hasBatch && image.url().isPresent()) {
            return ImageRun.ofUrl(image.url().get(), index);
        }
        return new ImageRun(id, index);
    }

    /** Without an id in the answer the image's own path tells it. */
    private static String imageId(GeneratedImage image) {
        return image.imageId().or(() -> idInUrl(image)).orElse("");
    }

    private static Optional<String> idInUrl(GeneratedImage image) {
        return image.url().map(IMAGE_ID_IN_URL::matcher).filter(Matcher::find).map(matcher -> matcher.group(1));
    }
}
