package com.neuroflash.camel.intent;

import static java.util.Objects.requireNonNull;

import com.neuroflash.camel.api.Generation;
import com.neuroflash.camel.billing.Outcome;
import com.neuroflash.camel.component.NeuroflashConstants;
import com.neuroflash.camel.prompt.FieldProblem;
import com.neuroflash.camel.prompt.PromptValidator;
import com.neuroflash.camel.prompt.SinkChoice;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
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

    private static final int MOST_DETAIL = 200;

    private final ModelCatalog catalog;
    private final Recall recall;
    private final Purchases purchases;
    private final Bookkeeping books;
    private final WorkRoom work;
    private final Gate gate;
    private final SinkChoice sinks;
    private final Turns turns;
    private final LongSupplier nanoTime;

    PromptSteps(
            ModelCatalog catalog,
            Recall recall,
            Purchases purchases,
            Bookkeeping books,
            WorkRoom work,
            Gate gate,
            SinkChoice sinks,
            Turns turns,
            LongSupplier nanoTime) {
        this.catalog = requireNonNull(catalog, "catalog is null");
        this.recall = requireNonNull(recall, "recall is null");
        this.purchases = requireNonNull(purchases, "purchases is null");
        this.books = requireNonNull(books, "books is null");
        this.work = requireNonNull(work, "work is null");
        this.gate = requireNonNull(gate, "gate is null");
        this.sinks = requireNonNull(sinks, "sinks is null");
        this.turns = requireNonNull(turns, "turns is null");
        this.nanoTime = requireNonNull(nanoTime, "nanoTime is null");
    }

    /** Goes on where the ledger stands, if the prompt came before. */
    public void recall(Exchange exchange) {
        PromptRun run = run(exchange);
        if (!run.isRecalled()) {
            begin(run, Stage.RECALL);
            recall.recall(run);
            succeeded(run);
        }
    }

    /** Refuses a sink that is not allowed and a request that the models don't allow, before anything is billed. */
    public void check(Exchange exchange) {
        PromptRun run = run(exchange);
        if (run.isPaid()) {
            return;
        }
        run.requireAllowedSink();
        requireEnabledSink(run);
        if (run.isChecked()) {
            return;
        }
        begin(run, Stage.CHECK);
        List<FieldProblem> problems =
                new PromptValidator(catalog.models(run.needsFreshModels())).validate(run.request());
        succeeded(run);
        if (!problems.isEmpty()) {
            throw PromptFailedException.refused(problems);
        }
        run.checked();
    }

    private void requireEnabledSink(PromptRun run) {
        run.sink().filter(sink -> !sinks.enabled().contains(sink)).ifPresent(sink -> {
            throw ChosenSink.notEnabled(sink, "Name the sink in delivery.sinks, then drop the prompt in again.");
        });
    }

    /** Whether a text-to-image call is still to be made. */
    public boolean mustGenerate(Exchange exchange) {
        return mustSend(run(exchange)) && !run(exchange).request().isEdit();
    }

    /** Whether an image-to-image call is still to be made. */
    public boolean mustEdit(Exchange exchange) {
        return mustSend(run(exchange)) && run(exchange).request().isEdit();
    }

    /** Commits the attempt; from here to the first byte there is only the last check. */
    public void beginSend(Exchange exchange) throws IOException {
        PromptRun run = run(exchange);
        if (!gate.admits(run)) {
            throw new GateClosedException(gate.reason());
        }
        begin(run, Stage.ROOM);
        work.require();
        succeeded(run);
        begin(run, Stage.LEDGER);
        purchases.prepare(run, run.frozen().mostImages(catalog.models(false)));
        succeeded(run);
        begin(run, Stage.SEND);
        exchange.setProperty(NeuroflashConstants.LAST_CHECK, (Runnable) () -> purchases.checkLast(run));
        exchange.getMessage().setBody(run.request());
    }

    /** Keeps the answer: from here on the prompt is paid and is never sent again. */
    public void recordAnswer(Exchange exchange) throws InvalidPayloadException {
        PromptRun run = run(exchange);
        Generation answer = exchange.getMessage().getMandatoryBody(Generation.class);
        Long serverDate = exchange.getMessage().getHeader(NeuroflashConstants.SERVER_DATE, Long.class);
        run.call().ended(Outcome.of(answer), Optional.ofNullable(serverDate).map(Instant::ofEpochMilli));
        succeeded(run);
        answer.detail().ifPresent(detail -> LOG.warn("{}: the server says: {}", run.source(), harmless(detail, run)));
    }

    /** Commits how the billed call has ended; what is paid goes on when it is its turn. */
    public void recordOutcome(Exchange exchange) {
        PromptRun run = run(exchange);
        if (run.call().outcome().isPresent()) {
            begin(run, Stage.LEDGER);
            books.record(run);
            succeeded(run);
        }
        turns.begin(run);
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

    /** One line, not too long, and without the prompt, should the server repeat it. */
    private static String harmless(String detail, PromptRun run) {
        String line = detail.replace(run.request().prompt(), "[prompt]").replaceAll("\\p{Cntrl}+", " ");
        return line.length() <= MOST_DETAIL ? line : line.substring(0, MOST_DETAIL) + "…";
    }

    static PromptRun run(Exchange exchange) {
        return exchange.getVariable(RUN, PromptRun.class);
    }

    private static boolean mustSend(PromptRun run) {
        return !run.isPaid() && run.call().outcome().isEmpty();
    }

    private void begin(PromptRun run, Stage stage) {
        run.begin(stage, Optional.empty(), nanoTime.getAsLong());
    }

    private void succeeded(PromptRun run) {
        gate.succeeded(run, run.stage(), run.stepStartedAt());
        run.succeeded();
    }
}
