package com.neuroflash.camel.intent;

import com.neuroflash.camel.api.HistoryEntry;
import com.neuroflash.camel.delivery.KeyTemplate;
import com.neuroflash.camel.delivery.KeyValues;
import com.neuroflash.camel.delivery.ObjectKey;
import com.neuroflash.camel.delivery.Sidecar;
import com.neuroflash.camel.delivery.VerifiedImage;
import com.neuroflash.camel.prompt.PromptMessage;
import java.util.Map;
import java.util.Optional;

/** What an image is called in the sink and what its sidecar tells, from the prompt's run alone. */
final class ImageNames {
    private final boolean simulated;
    private volatile KeyTemplate latest;

    ImageNames(boolean simulated) {
        this.simulated = simulated;
    }

    /** From what the ledger keeps, and only then from the history, which may not show the image at every try. */
    ObjectKey key(PromptRun run, ImageRun image, VerifiedImage verified) {
        HistoryEntry entry = entry(run, image);
        Paid paid = run.paid().orElseThrow();
        PromptMessage message = run.message();
        return template(run.keyTemplate())
                .keyOf(new KeyValues(
                        image.imageId(),
                        image.index(),
                        verified.format(),
                        paid.answered().or(entry::createdAt),
                        message.name().or(() -> Optional.of(run.source().baseName())),
                        run.request().model().or(entry::model),
                        paid.batchId().or(entry::batchId),
                        Optional.of(run.identity().value()),
                        message.metadata()));
    }

    /** Nearly always the one of the image before. */
    private KeyTemplate template(String text) {
        KeyTemplate known = latest;
        if (known == null || !known.toString().equals(text)) {
            known = KeyTemplate.compile(text);
            latest = known;
        }
        return known;
    }

    byte[] sidecar(PromptRun run, ImageRun image) {
        PromptMessage message = run.message();
        Paid paid = run.paid().orElseThrow();
        Sidecar.Batch batch = new Sidecar.Batch(image.index(), run.images().size(), paid.batchId(), paid.detail());
        Sidecar.Sender sender = new Sidecar.Sender(
                message.id(),
                message.name(),
                message.metadata(),
                Optional.of(run.source().name()),
                Optional.of((int) run.source().line()));
        return new Sidecar(
                        run.request(),
                        entry(run, image),
                        image.verified().orElseThrow(),
                        batch,
                        sender,
                        simulated,
                        Optional.of(run.identity()),
                        Optional.of(run.frozen().account()))
                .toBytes();
    }

    /** Where the history never showed the image, what the answer told stands in. */
    private static HistoryEntry entry(PromptRun run, ImageRun image) {
        return image.entry()
                .orElseGet(() -> new HistoryEntry(
                        image.imageId(),
                        run.paid().orElseThrow().batchId(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        run.request().model(),
                        Map.of(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        run.paid().orElseThrow().answered()));
    }
}
