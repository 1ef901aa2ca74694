package com.neuroflash.camel.bench;

import static com.neuroflash.camel.bench.ForgetfulLedger.trouble;

import com.neuroflash.camel.billing.Account;
import com.neuroflash.camel.billing.AnsweredPair;
import com.neuroflash.camel.billing.Batch;
import com.neuroflash.camel.billing.Claims;
import com.neuroflash.camel.billing.Decision;
import com.neuroflash.camel.billing.Identity;
import com.neuroflash.camel.billing.IntentState;
import com.neuroflash.camel.billing.LagStatistics;
import com.neuroflash.camel.billing.Likeness;
import com.neuroflash.camel.ledger.ImageRecord;
import com.neuroflash.camel.ledger.IntentRecord;
import com.neuroflash.camel.ledger.Observation;
import com.neuroflash.camel.ledger.OpenGroup;
import com.neuroflash.camel.ledger.OperatorLedger;
import com.neuroflash.camel.ledger.OperatorResult;
import com.neuroflash.camel.ledger.Reason;
import com.neuroflash.camel.ledger.RebuiltIntent;
import com.neuroflash.camel.ledger.SettleResult;
import com.neuroflash.camel.ledger.SettlementLedger;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What {@link ForgetfulLedger} has to settle and to show: nothing. */
final class ForgetfulDecisions implements SettlementLedger, OperatorLedger {
    @Override
    public int abandonGone() {
        return 0;
    }

    @Override
    public List<OpenGroup> openGroups(Account account, int limit) {
        return List.of();
    }

    @Override
    public Claims claims(Account account, Collection<Batch> batches) {
        return new Claims(Set.of(), Set.of());
    }

    @Override
    public Purged purge(Instant finishedBefore, Instant claimedBefore, int limit) {
        return new Purged(0, 0);
    }

    @Override
    public List<IntentRecord> takeOwedLetters(Duration patience, int limit) {
        return List.of();
    }

    @Override
    public void letterStored(Identity intent) {}

    @Override
    public boolean isEmpty() {
        return false;
    }

    @Override
    public Optional<OpenGroup> group(Account account, Likeness likeness) {
        throw trouble();
    }

    @Override
    public SettleResult settle(OpenGroup group, Map<String, Decision> decisions) {
        throw trouble();
    }

    @Override
    public void observe(Observation observation) {
        throw trouble();
    }

    @Override
    public List<AnsweredPair> pairs(Account account) {
        throw trouble();
    }

    @Override
    public LagStatistics lags(Account account, Instant since) {
        throw trouble();
    }

    @Override
    public Totals totals() {
        throw trouble();
    }

    @Override
    public List<IntentLine> list(Set<IntentState> states, Optional<IntentLine> after, int limit) {
        throw trouble();
    }

    @Override
    public List<Identity> withPrefix(String prefix, int limit) {
        throw trouble();
    }

    @Override
    public OperatorResult adopt(Identity intent, Batch batch) {
        throw trouble();
    }

    @Override
    public OperatorResult resubmit(Identity intent, Reason reason) {
        throw trouble();
    }

    @Override
    public OperatorResult drop(Identity intent, Reason reason) {
        throw trouble();
    }

    @Override
    public List<ImageRecord> delivered(String sink, String usual, Optional<String> afterKey, int limit) {
        throw trouble();
    }

    @Override
    public Map<String, Long> deliveredBySink(String usual) {
        throw trouble();
    }

    @Override
    public void declareNew() {
        throw trouble();
    }

    @Override
    public int rebuild(List<RebuiltIntent> intents) {
        throw trouble();
    }

    @Override
    public Optional<Duration> sinceRebuilt() {
        return Optional.empty();
    }
}
