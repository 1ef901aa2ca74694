package com.neuroflash.camel.ledger;

import com.neuroflash.camel.billing.Batch;
import com.neuroflash.camel.billing.Identity;
import com.neuroflash.camel.billing.IntentState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** {@link OperatorLedger} on a database. */
final class JdbcOperator implements OperatorLedger {
    private final Transactions transactions;

    JdbcOperator(Transactions transactions) {
        this.transactions = transactions;
    }

    @Override
    public Totals totals() {
        return transactions.read(OverviewRows::totals);
    }

    @Override
    public List<IntentLine> list(Set<IntentState> states, Optional<IntentLine> after, int limit) {
        return transactions.read(handle -> OverviewRows.list(handle, states, after, limit));
    }

    @Override
    public List<Identity> withPrefix(String prefix, int limit) {
        return transactions.read(handle -> OverviewRows.withPrefix(handle, prefix, limit));
    }

    @Override
    public OperatorResult adopt(Identity intent, Batch batch) {
        try {
            return transactions.write(handle -> OperatorScript.adopt(handle, intent, batch));
        } catch (ClaimConflictException conflict) {
            return transactions.read(handle -> OperatorScript.claimed(handle, intent));
        }
    }

    @Override
    public OperatorResult resubmit(Identity intent, Reason reason) {
        return transactions.write(handle -> OperatorScript.resubmit(handle, intent, reason));
    }

    @Override
    public OperatorResult drop(Identity intent, Reason reason) {
        return transactions.write(handle -> OperatorScript.drop(handle, intent, reason));
    }

    @Override
    public List<IntentRecord> takeOwedLetters(Duration patience, int limit) {
        boolean any = transactions.read(handle -> LetterRows.anyOwed(handle, patience));
        return any ? transactions.write(handle -> LetterRows.takeOwed(handle, patience, limit)) : List.of();
    }

    @Override
    public void letterStored(Identity intent) {
        transactions.write(handle -> {
            LetterRows.stored(handle, intent);
            return null;
        });
    }

    @Override
    public List<ImageRecord> delivered(String sink, String usual, Optional<String> afterKey, int limit) {
        return transactions.read(handle -> ImageRows.delivered(handle, sink, usual, afterKey, limit));
    }

    @Override
    public Map<String, Long> deliveredBySink(String usual) {
        return transactions.read(handle -> ImageRows.deliveredBySink(handle, usual));
    }

    @Override
    public Purged purge(Instant finishedBefore, Instant claimedBefore, int limit) {
        return transactions.write(handle -> RetentionRows.purge(handle, finishedBefore, claimedBefore, limit));
    }

    @Override
    public boolean isEmpty() {
        return transactions.read(RebuildScript::isEmpty);
    }

    @Override
    public void declareNew() {
        transactions.write(handle -> {
            RebuildScript.declareNew(handle);
            return null;
        });
    }

    @Override
    public int rebuild(List<RebuiltIntent> intents) {
        return transactions.write(handle -> RebuildScript.rebuild(handle, intents));
    }

    @Override
    public Optional<Duration> sinceRebuilt() {
        return transactions.read(RebuildScript::sinceRebuilt);
    }
}
