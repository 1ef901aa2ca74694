package com.neuroflash.camel.intent;

/** How far a prompt's present step is on the way; the meaning of a failure depends on it. */
public enum Stage {
    /** Reading what the ledger knows; that it can be read does not say that it can be written. */
    RECALL("asking the ledger", "See to the ledger; the prompt is kept."),
    /** Writing to the ledger. */
    LEDGER("writing to the ledger", "See to the ledger; the prompt is kept."),
    /** Looking for room for the images, before anything is billed. */
    ROOM("looking for free space", "Nothing was billed. See to the disk and drop it in again."),
    /** The request is checked against the models; nothing was sent. */
    CHECK("checking against the models", "Correct the request and drop it in again."),
    /** The billed call. */
    SEND("sending the prompt", "Nothing was billed. Correct the request and drop it in again."),
    /** Waiting for the history to show an image. */
    HISTORY("waiting for the history", "The image is paid for: look for it in the history by its id."),
    /** Downloading and verifying an image. */
    FETCH("downloading an image", "The image is paid for: download it by its id from the history."),
    /** Storing an image and its sidecar. */
    DELIVER("delivering an image", "The image is paid for: download it by its id from the history.");

    private final String place;
    private final String adviceOnRefusal;

    Stage(String place, String adviceOnRefusal) {
        this.place = place;
        this.adviceOnRefusal = adviceOnRefusal;
    }

    /** Whether who is at this step has been billed. */
    boolean isPaid() {
        return compareTo(SEND) > 0;
    }

    /** The step in words, for reasons and logs. */
    String place() {
        return place;
    }

    /** What a sender can do when the step is refused for good. */
    String adviceOnRefusal() {
        return adviceOnRefusal;
    }
}
