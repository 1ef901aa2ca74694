package com.neuroflash.camel.ledger;

import com.neuroflash.camel.billing.Account;
import com.neuroflash.camel.billing.AnsweredPair;
import com.neuroflash.camel.billing.Attempt;
import com.neuroflash.camel.billing.Batch;
import com.neuroflash.camel.billing.Claims;
import com.neuroflash.camel.billing.Decision;
import com.neuroflash.camel.billing.LagStatistics;
import com.neuroflash.camel.billing.Likeness;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** {@link SettlementLedger} on a database. */
final class JdbcSettlement implements SettlementLedger {
    private final Transactions transactions;
    private final OwnerRows owners;
    private final SettleScript script;

    JdbcSettlement(Transactions transactions, Dialect dialect) {
        this.transactions = transactions;
        owners = new OwnerRows(dialect);
        script = new SettleScript(dialect);
    }

    @Override
    public int abandonGone() {
        return transactions.write(owners::freeGone);
    }

    @Override
    public List<OpenGroup> openGroups(Account account, int limit) {
        return transactions.read(handle -> AttemptRows.openLikenesses(handle, Columns.account(account), limit).stream()
                .map(likeness -> group(AttemptRows.group(handle, likeness)))
                .flatMap(Optional::stream)
                .toList());
    }

    /** What is added to it or changes after this look is found by {@link #settle}. */
    @Override
    public Optional<OpenGroup> group(Account account, Likeness likeness) {
        return transactions.read(handle -> group(AttemptRows.group(handle, likeness.value())));
    }

    @Override
    public Claims claims(Account account, Collection<Batch> batches) {
        List<Claims> each = batches.stream().map(Claims::of).toList();
        Claims asked = new Claims(
                each.stream().flatMap(claims -> claims.batchIds().stream()).collect(Collectors.toSet()),
                each.stream().flatMap(claims -> claims.imageIds().stream()).collect(Collectors.toSet()));
        return transactions.read(handle -> ClaimRows.find(handle, account, asked));
    }

    @Override
    public SettleResult settle(OpenGroup group, Map<String, Decision> decisions) {
        try {
            return transactions.write(handle -> script.settle(handle, group, decisions));
        } catch (ClaimConflictException conflict) {
            return new SettleResult.ClaimConflict(conflict.attemptId());
        }
    }

    @Override
    public void observe(Observation observation) {
        transactions.write(handle -> {
            ObservationRows.insert(handle, observation);
            return null;
        });
    }

    @Override
    public List<AnsweredPair> pairs(Account account) {
        return transactions.read(handle -> ObservationRows.pairs(handle, account));
    }

    @Override
    public LagStatistics lags(Account account, Instant since) {
        return transactions.read(handle -> ObservationRows.lags(handle, account, since));
    }

    private static Optional<OpenGroup> group(List<Attempt> attempts) {
        return attempts.stream()
                .findFirst()
                .map(first ->
                        new OpenGroup(first.request().account(), first.request().likeness(), attempts));
    }
}
