package com.neuroflash.camel.intent;

import static java.util.Objects.requireNonNull;

import com.neuroflash.camel.api.Generation;
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
    private final KeyTemplate template;
    private final boolean simulated;

    ImageNames(KeyTemplate template, boolean simulated) {
        this.template = requireNonNull(template, "template is null");
        this.simulated = simulated;
    }

    ObjectKey key(PromptRun run, ImageRun image, VerifiedImage verified) {
        HistoryEntry entry = entry(run, image);
        PromptMessage message = run.message();
        return template.keyOf(new KeyValues(
                image.imageId(),
                image.index(),
                verified.format(),
                entry.createdAt(),
                message.name().or(() -> Optional.of(run.source().baseName())),
                entry.model().or(() -> run.request().model()),
                entry.batchId(),
                Optional.empty(),
                message.metadata()));
    }

    byte[] sidecar(PromptRun run, ImageRun image) {
        PromptMessage message = run.message();
        Generation answer = run.generation().orElseThrow();
        Sidecar.Batch batch = new Sidecar.Batch(image.index(), run.images().size(), answer.batchId(), answer.detail());
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
                        Optional.empty(),
                        Optional.empty())
                .toBytes();
    }

    /** Where the history never showed the image, what the answer told stands in. */
    private static HistoryEntry entry(PromptRun run, ImageRun image) {
        return image.entry()
                .orElseGet(() -> new HistoryEntry(
                        image.imageId(),
                        run.generation().orElseThrow().batchId(),
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
                        run.answeredAt()));
    }
}
