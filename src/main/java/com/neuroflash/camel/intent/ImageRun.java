package com.neuroflash.camel.intent;

import static java.util.Objects.requireNonNull;

import com.neuroflash.camel.api.HistoryEntry;
import com.neuroflash.camel.delivery.ObjectKey;
import com.neuroflash.camel.delivery.VerifiedImage;
import com.neuroflash.camel.ledger.ImageRecord;
import com.neuroflash.camel.ledger.ImageState;
import com.neuroflash.camel.ledger.Reason;
import com.neuroflash.camel.ledger.SeenImage;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One paid image on its way to the sink. Confined to the thread that carries its prompt. */
public final class ImageRun {
    private static final Pattern IMAGE_ID_IN_PATH = Pattern.compile("/image_generation/([A-Za-z0-9._-]+)/view");

    private final int index;
    private String imageId;

    private Optional<String> url = Optional.empty();
    private Optional<HistoryEntry> entry = Optional.empty();
    private Optional<VerifiedImage> verified = Optional.empty();
    private Optional<ObjectKey> key = Optional.empty();
    private Optional<Action.Fail> failure = Optional.empty();
    private boolean historyGivenUp;
    private boolean shown;
    private boolean delivered;

    private ImageRun(String imageId, int index) {
        this.imageId = requireNonNull(imageId, "imageId is null");
        this.index = index;
    }

    /** As the ledger has it: without an id in the answer the image's own path, or at last its URL, tells one. */
    static ImageRun of(ImageRecord record) {
        SeenImage seen = record.seen();
        ImageRun image = new ImageRun(seen.imageId().or(() -> idInPath(seen)).orElse(""), record.index() + 1);
        image.url = seen.url();
        image.delivered = record.state() == ImageState.DELIVERED;
        if (record.state() == ImageState.FAILED || record.state() == ImageState.QUARANTINED) {
            Reason reason = record.reason().orElseGet(() -> Reason.of("failed before"));
            image.failure = Optional.of(new Action.Fail(
                    reason.text(), reason.status(), reason.advice().orElse("See the ledger.")));
        }
        return image;
    }

    private static Optional<String> idInPath(SeenImage seen) {
        return seen.url().map(IMAGE_ID_IN_PATH::matcher).filter(Matcher::find).map(matcher -> matcher.group(1));
    }

    /** The batch can't be asked for either: no history to wait for, the URL stands for the id. */
    void identifiedByUrl() {
        imageId = "url-" + ShortHash.of(url.orElseThrow());
        historyGivenUp = true;
    }

    /** Whether the answer told where its bytes are. */
    boolean hasUrl() {
        return url.isPresent();
    }

    /** The image's id in storage and history; empty while the answer did not name it. */
    public String imageId() {
        return imageId;
    }

    /** The image's place among those of its prompt, from 1. */
    public int index() {
        return index;
    }

    /** Its row of the history, once seen. */
    Optional<HistoryEntry> entry() {
        return entry;
    }

    void identifiedBy(HistoryEntry row) {
        imageId = row.outputImageId();
        entry = Optional.of(row);
    }

    /** Where its bytes are: the history's path, else its id; the answer's URL only where no id is known. */
    String reference() {
        Optional<String> shown = entry.flatMap(HistoryEntry::outputImageUrl);
        return shown.orElseGet(() -> imageId.startsWith("url-") ? url.orElse(imageId) : imageId);
    }

    void seenInHistory(HistoryEntry row) {
        entry = Optional.of(row);
        shown = true;
    }

    /** Whether the history has shown it, be it that it does not any more. */
    boolean wasShown() {
        return shown;
    }

    void giveUpHistory() {
        historyGivenUp = true;
    }

    boolean awaitsHistory() {
        return entry.isEmpty() && !historyGivenUp && isOpen();
    }

    /** Whether it is neither delivered nor failed. */
    boolean isOpen() {
        return !delivered && failure.isEmpty();
    }

    /** The downloaded and verified file, until it is delivered. */
    Optional<VerifiedImage> verified() {
        return verified;
    }

    void verified(VerifiedImage image, ObjectKey objectKey) {
        verified = Optional.of(image);
        key = Optional.of(objectKey);
    }

    /** The object's key in the sink, once computed. */
    Optional<ObjectKey> key() {
        return key;
    }

    /** The downloaded file is not what it was; it is fetched anew. */
    void discard() {
        verified.ifPresent(image -> image.file().toFile().delete());
        verified = Optional.empty();
    }

    /** Its address has expired: the history may know another. */
    void lookUpAgain() {
        entry = Optional.empty();
        historyGivenUp = imageId.startsWith("url-");
    }

    void delivered() {
        delivered = true;
    }

    void fail(Action.Fail reason) {
        discard();
        failure = Optional.of(reason);
    }

    Optional<Action.Fail> failure() {
        return failure;
    }
}
