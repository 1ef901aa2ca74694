package com.neuroflash.camel.billing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class BudgetTest {
    private static final Instant NOW = Instant.parse("2026-12-31T23:59:59Z");
    private static final Budget BUDGET = new Budget(OptionalInt.of(10), OptionalInt.of(100));

    @Test
    void reservesUpToTheLastImage() {
        assertThat(BUDGET.reserve(new Budget.Use(8, 98), 2, NOW))
                .isEqualTo(new Budget.Verdict.Reserve(LocalDate.of(2026, 12, 31), 2));
        assertThat(Budget.unlimited().reserve(new Budget.Use(1_000_000, 1_000_000), 4, NOW))
                .isInstanceOf(Budget.Verdict.Reserve.class);
    }

    @Test
    void saysWhenAUsedUpBudgetBeginsAnew() {
        assertThat(BUDGET.reserve(new Budget.Use(9, 9), 2, Instant.parse("2026-11-22T10:00:00Z")))
                .isEqualTo(new Budget.Verdict.UsedUp(Instant.parse("2026-11-23T00:00:00Z")));
        assertThat(BUDGET.reserve(new Budget.Use(0, 99), 2, NOW))
                .isEqualTo(new Budget.Verdict.UsedUp(Instant.parse("2027-01-01T00:00:00Z")));
    }

    @Test
    void saysThatAPromptIsLargerThanAWholeBudget() {
        assertThat(BUDGET.reserve(new Budget.Use(0, 0), 11, NOW))
                .isEqualTo(new Budget.Verdict.TooSmall(11, 10, "budget.images-per-day"));
        assertThat(new Budget(OptionalInt.empty(), OptionalInt.of(3)).reserve(new Budget.Use(0, 0), 4, NOW))
                .isEqualTo(new Budget.Verdict.TooSmall(4, 3, "budget.images-per-month"));
    }

    @Test
    void keepsTheReservationWhileTheBillIsOpen() {
        assertThat(Budget.countsFor(AttemptState.PREPARED, 4, 0)).isEqualTo(4);
        assertThat(Budget.countsFor(AttemptState.UNKNOWN, 4, 0)).isEqualTo(4);
        assertThat(Budget.countsFor(AttemptState.WAIVED, 4, 0)).isEqualTo(4);
        assertThat(Budget.countsFor(AttemptState.ANSWERED, 4, 1)).isEqualTo(1);
        assertThat(Budget.countsFor(AttemptState.ADOPTED, 4, 5)).isEqualTo(5);
        assertThat(Budget.countsFor(AttemptState.REJECTED, 4, 0)).isZero();
        assertThat(Budget.countsFor(AttemptState.ABSENT, 4, 0)).isZero();
    }
}
