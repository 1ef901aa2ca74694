package com.neuroflash.camel.intent;

import static java.util.Objects.requireNonNull;

import com.neuroflash.camel.api.HistoryEntry;
import com.neuroflash.camel.delivery.ObjectKey;
import com.neuroflash.camel.delivery.VerifiedImage;
import java.util.Optional;

/** One paid image on its way to the sink. Confined to the thread that carries its prompt. */
public final class ImageRun {
    private String imageId;
    private final int index;

    private Optional<String> url = Optional.empty();
    private Optional<HistoryEntry> entry = Optional.empty();
    private Optional<VerifiedImage> verified = Optional.empty();
    private Optional<ObjectKey> key = Optional.empty();
    private Optional<Action.Fail> failure = Optional.empty();
    private boolean historyGivenUp;
    private boolean delivered;

    ImageRun(String imageId, int index) {
        this.imageId = requireNonNull(imageId, "imageId is null");
        this.index = index;
    }

    /** An image of which only a URL is known: no history to wait for, the URL stands for the id. */
    static ImageRun ofUrl(String url, int index) {
        ImageRun image = new ImageRun("url-" + ShortHash.of(url), index);
        image.url = Optional.of(url);
        image.historyGivenUp = true;
        return image;
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
        return entry.flatMap(HistoryEntry::outputImageUrl).or(() -> url).orElse(imageId);
    }

    void seenInHistory(HistoryEntry row) {
        entry = Optional.of(row);
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

    void delivered() {
        delivered = true;
    }

    boolean isDelivered() {
        return delivered;
    }

    void fail(Action.Fail reason) {
        failure = Optional.of(reason);
    }

    Optional<Action.Fail> failure() {
        return failure;
    }
}
