package com.neuroflash.camel.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import com.neuroflash.camel.billing.Attempt;
import com.neuroflash.camel.billing.Decision;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.SqlLogger;
import org.jdbi.v3.core.statement.SqlStatements;
import org.jdbi.v3.core.statement.StatementContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the ledger asks for again and again takes no longer the more it has kept, as SQLite tells of its plans. */
final class SqlitePlansTest extends LedgerTestBase {
    private static final String GROWS = "(intents|attempts|images|claims|observations|[a-z])";

    /** Indexes of what is under way, which stays small. */
    private static final String OF_WHAT_IS_UNDER_WAY = "USING INDEX (attempts_unsettled|intents_owned|intents_due)";

    @TempDir
    Path directory;

    private final Set<String> asked = new TreeSet<>();
    private Transactions transactions;

    @Override
    Ledger openEmpty() {
        JdbcLedger opened = (JdbcLedger) Ledger.open(
                LedgerSettings.of("jdbc:sqlite:" + directory.resolve("ledger.db"), LedgerSettings.Access.RUN));
        transactions = opened.transactions();
        return new JdbcLedger(listening(transactions), Dialect.SQLITE, opened::close);
    }

    @Test
    void walksNoTableThatGrows() {
        deliver(new Prompt("id-1", "one"));
        settle(new Prompt("id-2", "two"));
        park(new Prompt("id-3", "three"));
        end(new Prompt("id-4", "four"));
        leave(new Prompt("id-5", "five"));

        Map<String, List<String>> plans = new TreeMap<>();
        asked.forEach(sql -> plans.put(sql, transactions.read(handle -> plan(handle, sql))));

        assertThat(plans).hasSizeGreaterThan(40);
        assertThat(plans).allSatisfy((sql, plan) -> assertThat(plan).as(sql).noneMatch(SqlitePlansTest::walks));
    }

    /** A search that names no index, as for the greatest of a column, reads all rows, too. */
    private static boolean walks(String step) {
        return step.matches("SEARCH " + GROWS)
                || step.matches("SCAN " + GROWS + "( .*)?") && !step.matches(".* " + OF_WHAT_IS_UNDER_WAY);
    }

    private void deliver(Prompt one) {
        ledger.find(List.of(one.identity()));
        Attempt attempt = prepare(one);
        ledger.answered(attempt.id(), Prompt.answer("b1", "i1"), Prompt.ANSWERED);
        ledger.completed(attempt.id(), List.of(one.row("b1", "i1")), true);
        ledger.imageDelivered(
                attempt.id(),
                0,
                Prompt.object("k1"),
                Optional.of(new Observation(
                        attempt.id(),
                        Prompt.ANSWERED,
                        List.of(one.row("b1", "i1")),
                        Optional.of(Duration.ofSeconds(1)))));
        ledger.load(one.identity());
    }

    private void settle(Prompt one) {
        Attempt attempt = unknown(one);
        SettlementLedger settlement = ledger.settlement();
        settlement.abandonGone();
        settlement.openGroups(Prompt.ACCOUNT, 10);
        OpenGroup group =
                settlement.group(Prompt.ACCOUNT, one.request().likeness()).orElseThrow();
        settlement.claims(Prompt.ACCOUNT, List.of(one.batch("b2", "i2")));
        settlement.pairs(Prompt.ACCOUNT);
        settlement.lags(Prompt.ACCOUNT, Prompt.SENT);
        settlement.settle(group, Map.of(attempt.id(), new Decision.Adopt(one.batch("b2", "i2"), true)));
    }

    private void park(Prompt one) {
        ledger.begin(one.intent(), ME);
        ledger.isHeldBy(one.identity(), ME);
        ledger.heldBy(ME);
        ledger.park(one.identity(), ME, NOW, Reason.of("quota"));
        ledger.makeDue("quota", NOW);
        ledger.waiting();
        assertThat(ledger.leaseDue(NOW, ME, 10)).isNotEmpty();
        prepare(one, Prompt.daily(100));
    }

    private void end(Prompt one) {
        Attempt attempt = prepare(one);
        ledger.rejected(attempt.id(), Reason.of("400"), Optional.of(Reason.of("refused")));
        ledger.reopen(one.identity(), ME);
        ledger.hold(one.identity(), ME, Reason.of("a person is asked"));
        ledger.fail(one.identity(), ME, Reason.of("given up"));
    }

    private void leave(Prompt one) {
        ledger.keep(List.of(one.intent()), NOW, Reason.of("posted"));
        ledger.take(one.identity(), ME);
        ledger.release(one.identity(), ME);
        ledger.resign(ME);
    }

    private Transactions listening(Transactions heard) {
        return new Transactions() {
            @Override
            public <T> T write(Work<T> work) {
                return heard.write(handle -> work.in(listening(handle)));
            }

            @Override
            public <T> T read(Work<T> work) {
                return heard.read(handle -> work.in(listening(handle)));
            }

            @Override
            public void close() {
                heard.close();
            }
        };
    }

    private Handle listening(Handle handle) {
        handle.getConfig(SqlStatements.class).setSqlLogger(new SqlLogger() {
            @Override
            public void logAfterExecution(StatementContext context) {
                asked.add(context.getParsedSql().getSql());
            }
        });
        return handle;
    }

    private static List<String> plan(Handle handle, String sql) {
        return handle.createQuery("explain query plan " + sql.replace("?", "null"))
                .map((row, context) -> row.getString("detail"))
                .list();
    }
}
