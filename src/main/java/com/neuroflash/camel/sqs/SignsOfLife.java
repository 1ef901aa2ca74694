package com.neuroflash.camel.sqs;

import static java.util.Objects.requireNonNull;

import com.neuroflash.camel.source.SourceMessage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps every held message hidden from other consumers, so that no wait raises its receive count; one that is held too
 * long for the queue's limit is kept in the ledger instead.
 */
final class SignsOfLife implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(SignsOfLife.class);

    private final SqsQueue queue;
    private final HeldMessages held;
    private final Deletions deletions;
    private final MessageKeeper keeper;
    private final Duration longestHold;
    private final Set<HeldMessage> beingKept = ConcurrentHashMap.newKeySet();

    SignsOfLife(SqsQueue queue, HeldMessages held, Deletions deletions, MessageKeeper keeper, Duration longestHold) {
        this.queue = requireNonNull(queue, "queue is null");
        this.held = requireNonNull(held, "held is null");
        this.deletions = requireNonNull(deletions, "deletions is null");
        this.keeper = requireNonNull(keeper, "keeper is null");
        this.longestHold = requireNonNull(longestHold, "longestHold is null");
    }

    @Override
    public void run() {
        try {
            List<HeldMessage> all = held.all();
            hide(all);
            all.stream().filter(this::isHeldTooLong).forEach(this::keep);
        } catch (RuntimeException unexpected) {
            // thrown on, it would end all further runs
            LOG.error("the visibility of messages could not be extended", unexpected);
        }
    }

    private void hide(List<HeldMessage> all) {
        List<SqsQueue.Refused> lost = new ArrayList<>();
        try {
            for (int from = 0; from < all.size(); from += SqsQueue.BATCH) {
                lost.addAll(queue.hide(all.subList(from, Math.min(all.size(), from + SqsQueue.BATCH))));
            }
        } catch (QueueAwayException away) {
            LOG.debug("the visibility of {} messages is extended later", all.size());
        }
        // of one that has ended, only the answer to its deletion is missing
        lost.removeIf(
                refused -> refused.message().isEnded() || !refused.message().lose());
        if (!lost.isEmpty()) {
            LOG.warn(
                    "{} messages of {} can't be kept hidden and may come again; what is done of them is in the ledger."
                            + " The first: {}",
                    lost.size(),
                    queue.name(),
                    lost.get(0).reason());
        }
    }

    private boolean isHeldTooLong(HeldMessage message) {
        long age = System.nanoTime() - message.receipt().nanos();
        return !message.isEnded() && age > longestHold.toNanos();
    }

    private void keep(HeldMessage message) {
        SourceMessage kept = message.message();
        if (!beingKept.add(message)) {
            return;
        }
        keeper.keep(kept, failure -> {
            beingKept.remove(message);
            if (failure.isEmpty()) {
                LOG.info("{} was on its way for {}; the ledger keeps what is left of it", kept, longestHold);
                deletions.add(message);
            }
        });
    }
}
