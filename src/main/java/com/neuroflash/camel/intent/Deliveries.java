package com.neuroflash.camel.intent;

import static java.util.Objects.requireNonNull;

import com.neuroflash.camel.api.HistoryEntry;
import com.neuroflash.camel.billing.CalibrationSample;
import com.neuroflash.camel.delivery.VerifiedImage;
import com.neuroflash.camel.ledger.ImageResult;
import com.neuroflash.camel.ledger.Ledger;
import com.neuroflash.camel.ledger.Observation;
import com.neuroflash.camel.ledger.Reason;
import com.neuroflash.camel.ledger.StoredObject;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What became of paid images, in the ledger; with the last of a prompt the prompt ends there too. */
final class Deliveries {
    private final Ledger ledger;
    private final CalibrationSample sample = new CalibrationSample();

    Deliveries(Ledger ledger) {
        this.ledger = requireNonNull(ledger, "ledger is null");
    }

    /** Records the image and its sidecar as stored; with the last one, also what the history was seen to do. */
    void delivered(PromptRun run, ImageRun image) {
        VerifiedImage verified = image.verified().orElseThrow();
        StoredObject object = new StoredObject(
                image.key().orElseThrow().value(),
                verified.sha256(),
                verified.length(),
                verified.format().contentType(),
                verified.width(),
                verified.height());
        boolean last = run.images().stream().filter(ImageRun::isOpen).count() == 1;
        Optional<Observation> observation = last ? observation(run) : Optional.empty();
        ImageResult result =
                ledger.imageDelivered(run.paid().orElseThrow().attemptId(), image.index() - 1, object, observation);
        if (result instanceof ImageResult.Recorded) {
            image.delivered();
        } else {
            throw new RecallException();
        }
    }

    /** Records that an image can't be delivered; the prompt's other images go on. */
    void failed(PromptRun run, ImageRun image, Action.Fail why) {
        Reason reason = new Reason(why.reason(), why.status(), Optional.of(why.whatToDo()));
        ledger.imageFailed(run.paid().orElseThrow().attemptId(), image.index() - 1, reason);
        image.fail(why);
    }

    /** Keeps the ids that the answer left out. */
    void identified(PromptRun run, List<HistoryEntry> rows) {
        Optional<String> batch = run.paid().orElseThrow().batchId();
        List<HistoryEntry> own =
                rows.stream().filter(row -> row.batchId().equals(batch)).toList();
        ledger.completed(run.paid().orElseThrow().attemptId(), own, true);
    }

    /**
     * An answered prompt found in the history by its ids is what the server's ways are learnt from; one looked for in vain
     * tells of its lag alone. Nothing is stored of one that teaches nothing.
     */
    private Optional<Observation> observation(PromptRun run) {
        Optional<Instant> answered = run.paid().orElseThrow().answered();
        List<HistoryEntry> rows =
                run.images().stream().flatMap(image -> image.entry().stream()).toList();
        boolean whole = rows.size() == run.images().size();
        boolean teaches = whole && answered.isPresent() && sample.wants(run.frozen(), rows, answered.get());
        if (answered.isEmpty() || !teaches && run.historyWait().missingFor().isZero()) {
            return Optional.empty();
        }
        return Optional.of(new Observation(
                run.paid().orElseThrow().attemptId(),
                answered.get(),
                teaches ? rows : List.of(),
                Optional.of(run.historyWait().missingFor())));
    }
}
