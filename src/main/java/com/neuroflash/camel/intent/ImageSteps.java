package com.neuroflash.camel.intent;

import static java.util.Objects.requireNonNull;

import com.neuroflash.camel.api.HistoryEntry;
import com.neuroflash.camel.component.NeuroflashConstants;
import com.neuroflash.camel.delivery.ExpectedImage;
import com.neuroflash.camel.delivery.ImageVerifier;
import com.neuroflash.camel.delivery.SinkObject;
import com.neuroflash.camel.delivery.VerifiedImage;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.LongSupplier;
import org.apache.camel.Exchange;
import org.apache.camel.Message;

/** The steps of one image, named by the routes {@code advance-prompt} and {@code deliver-image}. */
public final class ImageSteps {
    private static final String IMAGE = "image";

    private final ImageVerifier verifier = new ImageVerifier();
    private final ImageNames names;
    private final ImageIdentity identity;
    private final Deliveries deliveries;
    private final Gate gate;
    private final PipelineSettings settings;
    private final LongSupplier nanoTime;

    ImageSteps(
            ImageNames names,
            ImageIdentity identity,
            Deliveries deliveries,
            Gate gate,
            PipelineSettings settings,
            LongSupplier nanoTime) {
        this.identity = requireNonNull(identity, "identity is null");
        this.deliveries = requireNonNull(deliveries, "deliveries is null");
        this.names = requireNonNull(names, "names is null");
        this.gate = requireNonNull(gate, "gate is null");
        this.settings = requireNonNull(settings, "settings is null");
        this.nanoTime = requireNonNull(nanoTime, "nanoTime is null");
    }

    /** Whether the answer left out an id that only the history can tell. */
    public boolean mustIdentify(Exchange exchange) {
        PromptRun run = PromptSteps.run(exchange);
        if (identity.isIncomplete(run) && run.historyWait().lookedInVainAfter(settings.historyDeadline())) {
            giveUp(run);
        }
        return identity.isIncomplete(run);
    }

    private void giveUp(PromptRun run) {
        run.images().stream()
                .filter(image -> image.isOpen() && image.imageId().isEmpty())
                .forEach(image -> deliveries.failed(run, image, ImageIdentity.givenUp(run)));
    }

    /** Before the history is listed for images without an id. */
    public void beginIdentify(Exchange exchange) {
        PromptSteps.run(exchange).begin(Stage.HISTORY, Optional.empty(), nanoTime.getAsLong());
        exchange.getMessage().setBody(null);
        exchange.getMessage().setHeader(NeuroflashConstants.LIMIT, ImageIdentity.ROWS);
    }

    /** Gives the images without an id the rows of their batch. */
    @SuppressWarnings("unchecked")
    public void identify(Exchange exchange) {
        PromptRun run = PromptSteps.run(exchange);
        exchange.getMessage().removeHeader(NeuroflashConstants.LIMIT);
        List<HistoryEntry> newest = (List<HistoryEntry>) exchange.getMessage().getBody(List.class);
        List<HistoryEntry> rows = identity.search(run, newest);
        identity.complete(run, rows);
        deliveries.identified(run, rows);
        succeeded(run);
    }

    /** The paid images that the history has not shown yet; past the deadline they are fetched by their ids. */
    public List<ImageRun> imagesToFind(Exchange exchange) {
        PromptRun run = PromptSteps.run(exchange);
        if (run.historyWait().lookedInVainAfter(settings.historyDeadline())) {
            run.images().forEach(ImageRun::giveUpHistory);
        }
        return run.images().stream().filter(ImageRun::awaitsHistory).toList();
    }

    /** Before the history is asked for one image. */
    public void beginFind(Exchange exchange) {
        ImageRun image = begin(exchange, Stage.HISTORY, exchange.getMessage().getBody(ImageRun.class));
        exchange.getMessage().setBody(image.imageId());
    }

    /** Keeps the image's row. */
    public void recordEntry(Exchange exchange) {
        image(exchange).seenInHistory(exchange.getMessage().getBody(HistoryEntry.class));
        succeeded(PromptSteps.run(exchange));
    }

    /** The paid images that are neither delivered nor failed. */
    public List<ImageRun> imagesToDeliver(Exchange exchange) {
        return PromptSteps.run(exchange).images().stream()
                .filter(ImageRun::isOpen)
                .toList();
    }

    /** Remembers the image of the message's body; what follows replaces the body. */
    public void take(Exchange exchange) {
        exchange.setVariable(IMAGE, exchange.getMessage().getBody(ImageRun.class));
    }

    /** Whether no verified file is there from a former try. */
    public boolean mustFetch(Exchange exchange) {
        return image(exchange)
                .verified()
                .filter(verified -> verified.file().toFile().length() == verified.length())
                .isEmpty();
    }

    /** Before the download: prefers the history's path to the answer's URL. */
    public void beginFetch(Exchange exchange) throws IOException {
        ImageRun image = begin(exchange, Stage.FETCH, image(exchange));
        Path target = Files.createDirectories(settings.work().directory()).resolve(UUID.randomUUID() + ".image");
        exchange.getMessage().setBody(image.reference());
        exchange.getMessage().setHeader(NeuroflashConstants.TARGET_FILE, target);
    }

    /** Checks the downloaded bytes and names the object; what is not the promised image is removed. */
    public void verify(Exchange exchange) {
        Message message = exchange.getMessage();
        ImageRun image = image(exchange);
        File file = message.getBody(File.class);
        String declared = message.getHeader(NeuroflashConstants.CONTENT_TYPE, String.class);
        try {
            ExpectedImage expected = image.entry().map(ExpectedImage::of).orElseGet(ExpectedImage::unknown);
            VerifiedImage verified = verifier.verify(file.toPath(), Optional.ofNullable(declared), expected);
            image.verified(verified, names.key(PromptSteps.run(exchange), image, verified));
        } catch (RuntimeException notTheImage) {
            file.delete();
            throw notTheImage;
        }
        succeeded(PromptSteps.run(exchange));
    }

    /** Before the image is stored: the sink gets the file and what it must know, nothing else. */
    public void beginDelivery(Exchange exchange) {
        ImageRun image = begin(exchange, Stage.DELIVER, image(exchange));
        SinkObject.image(image.key().orElseThrow(), image.verified().orElseThrow())
                .writeTo(exchange.getMessage());
    }

    /** After the image is stored: the sidecar follows. */
    public void makeSidecar(Exchange exchange) {
        ImageRun image = image(exchange);
        byte[] sidecar = names.sidecar(PromptSteps.run(exchange), image);
        SinkObject.sidecar(image.key().orElseThrow(), sidecar).writeTo(exchange.getMessage());
    }

    /** The image and its sidecar are stored. */
    public void recordDelivery(Exchange exchange) throws IOException {
        ImageRun image = image(exchange);
        PromptRun run = PromptSteps.run(exchange);
        succeeded(run);
        begin(exchange, Stage.LEDGER, image);
        deliveries.delivered(run, image);
        Files.deleteIfExists(image.verified().orElseThrow().file());
        succeeded(run);
    }

    private ImageRun begin(Exchange exchange, Stage stage, ImageRun image) {
        PromptSteps.run(exchange).begin(stage, Optional.of(image), nanoTime.getAsLong());
        exchange.setVariable(IMAGE, image);
        return image;
    }

    private void succeeded(PromptRun run) {
        gate.succeeded(run, run.stage(), run.stepStartedAt());
        run.succeeded();
    }

    private static ImageRun image(Exchange exchange) {
        return exchange.getVariable(IMAGE, ImageRun.class);
    }
}
