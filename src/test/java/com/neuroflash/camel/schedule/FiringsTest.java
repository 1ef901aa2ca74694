package com.neuroflash.camel.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import com.neuroflash.camel.billing.Identity;
import com.neuroflash.camel.intent.Arrival;
import com.neuroflash.camel.ledger.LedgerUnavailableException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FiringsTest {
    private static final Instant SIX = Instant.parse("2026-11-26T06:00:00Z");
    private static final Duration DAY = Duration.ofDays(1);

    private final Shelf shelf = new Shelf();

    @Test
    void storesEachFiringOnceAtItsTime() {
        Firings firings = started(daily(Duration.ZERO), SIX.minusSeconds(2));

        for (int second = -2; second <= 5; second++) {
            firings.look(SIX.plusSeconds(second));
        }

        assertThat(shelf.prompts()).containsExactly("on 2026-11-26");
    }

    @Test
    void skipsWhatItMissed() {
        started(daily(Duration.ZERO), SIX.minus(DAY.multipliedBy(3))).look(SIX.minus(DAY.multipliedBy(3)));
        shelf.clear();

        started(daily(Duration.ZERO), SIX.plus(Duration.ofMinutes(2))).look(SIX.plus(Duration.ofMinutes(2)));

        assertThat(shelf.prompts()).isEmpty();
    }

    @Test
    void doesNotCallItMissedWhenARestartLiesOverItsTime() {
        started(daily(Duration.ZERO), SIX.minusSeconds(20)).look(SIX.minusSeconds(10));

        started(daily(Duration.ZERO), SIX.plusSeconds(30)).look(SIX.plusSeconds(31));

        assertThat(shelf.prompts()).containsExactly("on 2026-11-26");
    }

    @Test
    void makesUpForWhatItMissedAsFarAsItMayOnce() {
        Instant longAgo = SIX.minus(DAY.multipliedBy(10));
        started(daily(DAY.multipliedBy(2)), longAgo).look(longAgo.plusSeconds(1));
        shelf.clear();

        Firings again = started(daily(DAY.multipliedBy(2)), SIX.plusSeconds(3_600));
        again.look(SIX.plusSeconds(3_600));
        again.look(SIX.plusSeconds(3_601));

        assertThat(shelf.prompts()).containsExactly("on 2026-11-25", "on 2026-11-26");
    }

    @Test
    void hasMissedNothingBeforeItWasKnown() {
        Firings first = started(daily(DAY.multipliedBy(10)), SIX.minusSeconds(3_600));
        first.look(SIX.minusSeconds(3_599));
        assertThat(shelf.prompts()).isEmpty();

        started(daily(DAY.multipliedBy(10)), SIX.plusSeconds(3_600)).look(SIX.plusSeconds(3_600));

        assertThat(shelf.prompts()).containsExactly("on 2026-11-26");
    }

    @Test
    void skipsWhatASleepingProcessMissed() {
        Firings firings = started(schedule("0 0 * * * ?", Duration.ZERO), SIX.plusSeconds(1));
        firings.look(SIX.plusSeconds(2));

        firings.look(SIX.plus(Duration.ofHours(8)).plusSeconds(30));

        assertThat(shelf.times()).containsExactly(SIX.plus(Duration.ofHours(8)));
    }

    @Test
    void triesUntilTheLedgerHasIt() {
        Firings firings = started(daily(Duration.ZERO), SIX.minusSeconds(1));
        shelf.away = true;
        firings.look(SIX);
        firings.look(SIX.plus(Duration.ofMinutes(10)));
        assertThat(shelf.prompts()).isEmpty();

        shelf.away = false;
        firings.look(SIX.plus(Duration.ofMinutes(20)));

        assertThat(shelf.prompts()).containsExactly("on 2026-11-26");
    }

    @Test
    void boundsWhatWaitsForTheLedgerToTheLatest() {
        Firings firings = started(schedule("* * * * * ?", Duration.ofDays(1)), SIX);
        shelf.away = true;
        firings.look(SIX.plusSeconds(900));
        firings.look(SIX.plusSeconds(1_800));

        shelf.away = false;
        firings.look(SIX.plusSeconds(1_800));

        assertThat(shelf.times()).hasSize(Firings.MOST_PENDING).endsWith(SIX.plusSeconds(1_800));
    }

    @Test
    void firesNothingTwiceWhenTheClockIsSetBack() {
        Firings firings = started(daily(Duration.ZERO), SIX.minusSeconds(1));
        firings.look(SIX.plusSeconds(1));
        shelf.clear();

        firings.look(SIX.minusSeconds(600));
        firings.look(SIX.plusSeconds(2));

        assertThat(shelf.prompts()).isEmpty();
    }

    private Firings started(Schedule schedule, Instant now) {
        return new Firings(schedule, shelf, now);
    }

    private static Schedule daily(Duration catchUp) {
        return schedule("0 0 6 * * ?", catchUp);
    }

    private static Schedule schedule(String cron, Duration catchUp) {
        return Schedule.of(
                "daily",
                CronTimes.of(cron, ZoneOffset.UTC),
                new Schedule.Prompts(Optional.of("on {date}"), Optional.empty(), List.of()),
                catchUp);
    }

    /** A ledger in memory that can be away. */
    private static final class Shelf implements FiringLedger {
        private final Map<String, Instant> known = new HashMap<>();
        private final Map<Identity, Arrival> kept = new LinkedHashMap<>();
        private boolean away;

        @Override
        public Instant since(Schedule schedule, Instant now) {
            requireThere();
            return known.computeIfAbsent(schedule.toString(), name -> now);
        }

        @Override
        public void keep(Collection<Arrival> firings) {
            requireThere();
            firings.forEach(firing -> kept.put(firing.identity().identity(), firing));
        }

        private void requireThere() {
            if (away) {
                throw new LedgerUnavailableException("away", null);
            }
        }

        List<String> prompts() {
            return kept.values().stream()
                    .map(firing -> firing.message().request().prompt())
                    .toList();
        }

        List<Instant> times() {
            Schedule schedule = schedule("* * * * * ?", Duration.ZERO);
            List<Instant> times = new ArrayList<>();
            for (Instant time = SIX;
                    times.size() < kept.size() && time.isBefore(SIX.plus(DAY));
                    time = time.plusSeconds(1)) {
                if (kept.containsKey(schedule.fire(time).identity().identity())) {
                    times.add(time);
                }
            }
            return times;
        }

        void clear() {
            kept.clear();
        }
    }
}
