package com.neuroflash.camel.sqs;

import static java.util.Objects.requireNonNull;

import com.neuroflash.camel.source.SourceMessage;

/** A message that was received and is not yet deleted or given back. */
final class HeldMessage {
    private final SourceMessage message;
    private Receipt receipt;
    private boolean ended;
    private boolean lost;
    private int failures;

    /**
     * What the queue gave with the message at its latest receipt.
     *
     * @param handle names the receipt; older ones may no longer be good
     * @param nanos when it was, by the monotonic clock
     */
    record Receipt(String handle, long nanos) {
        Receipt {
            requireNonNull(handle, "handle is null");
        }
    }

    HeldMessage(SourceMessage message, Receipt receipt) {
        this.message = requireNonNull(message, "message is null");
        this.receipt = requireNonNull(receipt, "receipt is null");
    }

    SourceMessage message() {
        return message;
    }

    synchronized Receipt receipt() {
        return receipt;
    }

    /** It came again while it is held: its visibility had been lost. */
    synchronized void receivedAgain(Receipt latest) {
        receipt = latest;
        lost = false;
    }

    /** Others may see it; false when that was known. */
    synchronized boolean lose() {
        boolean first = !lost;
        lost = true;
        return first;
    }

    /** Marks that it need not come again; false when that was known. */
    synchronized boolean end() {
        boolean first = !ended;
        ended = true;
        return first;
    }

    synchronized boolean isEnded() {
        return ended;
    }

    /** Counts one more vain try to bring it to its end. */
    synchronized int fail() {
        return ++failures;
    }

    @Override
    public String toString() {
        return message.toString();
    }
}
