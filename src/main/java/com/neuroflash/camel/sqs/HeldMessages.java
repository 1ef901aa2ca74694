package com.neuroflash.camel.sqs;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** The messages that one consumer holds, by the queue's id. */
final class HeldMessages {
    private final Map<String, HeldMessage> held = new ConcurrentHashMap<>();

    void add(HeldMessage message) {
        held.put(message.message().id(), message);
    }

    Optional<HeldMessage> find(String id) {
        return Optional.ofNullable(held.get(id));
    }

    List<HeldMessage> all() {
        return List.copyOf(held.values());
    }

    void remove(HeldMessage message) {
        held.remove(message.message().id(), message);
        synchronized (this) {
            notifyAll();
        }
    }

    /** Waits until none is held; false when some still are after {@code patience}. */
    synchronized boolean awaitNone(Duration patience) throws InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        long rest = patience.toNanos();
        while (!held.isEmpty() && rest > 0) {
            TimeUnit.NANOSECONDS.timedWait(this, rest);
            rest = deadline - System.nanoTime();
        }
        return held.isEmpty();
    }
}
