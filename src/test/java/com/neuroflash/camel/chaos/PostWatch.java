package com.neuroflash.camel.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;

/** Watches the POSTs that reach the API. */
final class PostWatch {
    private final Lab lab;

    PostWatch(Lab lab) {
        this.lab = lab;
    }

    /** How many have come since the simulator's start. */
    long count() {
        return lab.simulator().requests("generate");
    }

    /** Waits until there are more than {@code seen}; tells the last moment at which there were not. */
    long awaitMoreThan(long seen) {
        long[] none = {System.nanoTime()};
        lab.awaitThat("more than " + seen + " POSTs come", () -> {
            long now = System.nanoTime();
            boolean more = count() > seen;
            none[0] = more ? none[0] : now;
            return more;
        });
        return none[0];
    }

    /** Waits until none has come for that long; tells how many there are. */
    long awaitNoneFor(Duration still) {
        long[] seen = {-1, 0};
        lab.awaitThat("POSTs stop", () -> {
            long now = System.nanoTime();
            long count = count();
            seen[1] = count == seen[0] ? seen[1] : now;
            seen[0] = count;
            return now - seen[1] > still.toNanos();
        });
        return seen[0];
    }

    /** For that long not one may come. Time itself is what is waited for here. */
    void requireNoneFor(Duration watched) {
        long before = count();
        await().during(watched)
                .atMost(watched.multipliedBy(10))
                .untilAsserted(() -> assertThat(count()).as("POSTs").isEqualTo(before));
    }
}
