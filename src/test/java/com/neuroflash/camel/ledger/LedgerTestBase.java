package com.neuroflash.camel.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import com.neuroflash.camel.billing.Attempt;
import com.neuroflash.camel.billing.Budget;
import com.neuroflash.camel.billing.SendPermission;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A ledger of its own for each test, with two living owners. */
abstract class LedgerTestBase {
    static final String ME = "process-1";
    static final String OTHER = "process-2";
    static final Duration LONG = Duration.ofHours(1);
    static final Duration LAPSED = Duration.ofMillis(-1);
    static final Instant NOW = Instant.parse("2026-11-22T10:05:00Z");

    final Prompt prompt = new Prompt("the-one", "a lighthouse at dawn");
    Ledger ledger;

    /** An empty ledger of its own. */
    abstract Ledger openEmpty();

    @BeforeEach
    void open() {
        ledger = openEmpty();
        ledger.heartbeat(ME, LONG);
        ledger.heartbeat(OTHER, LONG);
    }

    @AfterEach
    void close() {
        ledger.close();
    }

    Attempt prepare(Prompt one) {
        return prepare(one, Budget.unlimited());
    }

    Attempt prepare(Prompt one, Budget budget) {
        boolean isNew = ledger.load(one.identity()).isEmpty();
        PrepareResult result = isNew
                ? ledger.prepare(one.intent(), Prompt.by(ME, budget))
                : ledger.prepare(one.identity(), Prompt.by(ME, budget));
        assertThat(result).isInstanceOf(PrepareResult.Prepared.class);
        return ((PrepareResult.Prepared) result).attempt();
    }

    /** An attempt whose outcome is not known. */
    Attempt unknown(Prompt one) {
        Attempt attempt = prepare(one);
        ledger.unknown(attempt.id(), Reason.of("timeout"));
        return attempt;
    }

    /** An attempt whose image was delivered. */
    Attempt done(Prompt one, String batchId, String imageId) {
        Attempt attempt = prepare(one);
        ledger.answered(attempt.id(), Prompt.answer(batchId, imageId), Prompt.ANSWERED);
        ledger.imageDelivered(attempt.id(), 0, Prompt.object("images/" + imageId), Optional.empty());
        return attempt;
    }

    IntentRecord load(Prompt one) {
        return ledger.load(one.identity()).orElseThrow();
    }

    SendPermission permission(Prompt one) {
        PrepareResult result = ledger.prepare(one.identity(), Prompt.by(ME));
        assertThat(result).isInstanceOf(PrepareResult.Refused.class);
        return ((PrepareResult.Refused) result).permission();
    }
}
