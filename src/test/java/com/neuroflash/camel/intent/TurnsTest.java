package com.neuroflash.camel.intent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class TurnsTest {
    private static final int CONCURRENCY = 400;
    private static final int PROCESSORS = 8;
    private static final int AT_ONCE = 100;

    private final Turns turns = new Turns(CONCURRENCY, PROCESSORS);
    private final List<NamedRun> began = new CopyOnWriteArrayList<>();

    @Test
    void areAQuarterAsFarAsTheProcessorsKeepUp() {
        assertThat(Turns.most(400, 8)).isEqualTo(100);
        assertThat(Turns.most(4000, 8)).isEqualTo(256);
        assertThat(Turns.most(1000, 2)).isEqualTo(64);
        assertThat(Turns.most(16, 1)).isEqualTo(48);
    }

    @Test
    @Timeout(60)
    void letsAShareGoOnAndTheOthersInTheOrderInWhichTheyCame() throws Exception {
        List<NamedRun> runs =
                IntStream.range(0, AT_ONCE).mapToObj(NamedRun::new).toList();
        runs.forEach(turns::begin);
        NamedRun first = new NamedRun(AT_ONCE);
        NamedRun second = new NamedRun(AT_ONCE + 1);
        Thread one = waiting(first);
        Thread two = waiting(second);

        turns.end(runs.get(0));
        one.join();
        assertThat(began).containsExactly(first);

        turns.end(first);
        two.join();
        assertThat(began).containsExactly(first, second);
    }

    @Test
    @Timeout(60)
    void countsEachOnceHoweverOftenItBeginsAndEnds() {
        NamedRun run = new NamedRun(0);
        for (int time = 0; time < 2 * CONCURRENCY; time++) {
            turns.begin(run);
        }
        turns.end(run);
        turns.end(run);

        IntStream.range(1, AT_ONCE + 1).mapToObj(NamedRun::new).forEach(turns::begin);
        Thread late = waiting(new NamedRun(AT_ONCE + 1));

        assertThat(began).isEmpty();
        turns.end(new NamedRun(1));
        await().until(() -> !late.isAlive());
    }

    private Thread waiting(NamedRun run) {
        Thread thread = new Thread(() -> {
            turns.begin(run);
            began.add(run);
        });
        thread.start();
        await().until(() -> thread.getState() == Thread.State.WAITING);
        return thread;
    }

    private record NamedRun(int number) implements Gate.Guest {
        @Override
        public void othersSucceededAt(Stage stage) {
            // nobody tells
        }
    }
}
