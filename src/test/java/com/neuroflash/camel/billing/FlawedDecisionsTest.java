package com.neuroflash.camel.billing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The properties are worth something only if they notice a broken decision, and if every end is reached. */
class FlawedDecisionsTest {
    private static final int MOST_RUNS = 3_000;

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
    void noticesTheFlaw(Flaw flaw) {
        Random random = new Random(3);
        int runs = 0;
        String violation = "";
        while (violation.isEmpty() && runs < MOST_RUNS) {
            runs++;
            violation = violation(random, flaw);
        }
        assertThat(violation).as("violation within %d runs", runs).isNotEmpty();
    }

    @Test
    void reachesEveryEnd() {
        Random random = new Random(5);
        Map<AttemptState, Integer> ends = new EnumMap<>(AttemptState.class);
        int held = 0;
        for (int run = 0; run < 150; run++) {
            Model model = BilledOnceTest.run(tape(random), intents(random), random.nextInt(128), Flaw.NONE);
            for (ModelLedger.Entry entry : model.ledger.attempts.values()) {
                ends.merge(entry.state(), 1, Integer::sum);
                held += entry.held().isPresent() ? 1 : 0;
            }
        }
        assertThat(ends.keySet())
                .contains(AttemptState.ANSWERED, AttemptState.REJECTED, AttemptState.ADOPTED, AttemptState.ABSENT);
        assertThat(ends.values()).allMatch(count -> count > 10);
        assertThat(held).isGreaterThan(10);
    }

    private static String violation(Random random, Flaw flaw) {
        try {
            BilledOnceTest.run(tape(random), intents(random), random.nextInt(128), flaw);
            return "";
        } catch (AssertionError found) {
            return found.getMessage();
        }
    }

    private static List<Integer> tape(Random random) {
        return random.ints(160, 0, 2_000_000).boxed().toList();
    }

    private static List<FrozenRequest> intents(Random random) {
        List<FrozenRequest> intents = new ArrayList<>();
        int count = 2 + random.nextInt(6);
        while (intents.size() < count) {
            intents.add(BilledOnceTest.request(8 * random.nextInt(6)));
        }
        return intents;
    }
}
