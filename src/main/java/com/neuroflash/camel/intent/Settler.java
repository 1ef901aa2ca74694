package com.neuroflash.camel.intent;

import static java.util.Objects.requireNonNull;

import com.neuroflash.camel.api.Neuroflash;
import com.neuroflash.camel.api.NeuroflashException;
import com.neuroflash.camel.billing.Claims;
import com.neuroflash.camel.billing.Decision;
import com.neuroflash.camel.billing.HistoryView;
import com.neuroflash.camel.billing.LagStatistics;
import com.neuroflash.camel.billing.Likeness;
import com.neuroflash.camel.billing.ServerProfile;
import com.neuroflash.camel.billing.Settlement;
import com.neuroflash.camel.history.Walk;
import com.neuroflash.camel.history.WalkComparison;
import com.neuroflash.camel.ledger.Ledger;
import com.neuroflash.camel.ledger.LedgerUnavailableException;
import com.neuroflash.camel.ledger.OpenGroup;
import com.neuroflash.camel.ledger.SettleResult;
import com.neuroflash.camel.ledger.SettlementLedger;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks the history about every attempt whose outcome is unknown, and commits what can be known. */
final class Settler implements Processor {
    private static final Logger LOG = LoggerFactory.getLogger(Settler.class);
    private static final int MOST_GROUPS = 500;
    private static final Duration LAG_MEMORY = Duration.ofDays(7);
    private static final Duration BETWEEN_LOOKS_AT_HELD = Duration.ofMinutes(5);
    private static final int LOOKS_UNTIL_SETTLED = 8;

    private final SettlementLedger ledger;
    private final BillingSettings settings;
    private final ServerTimekeeper time;
    private final HistoryKnowledge history;
    private final Neuroflash neuroflash;
    private final LagWarning warning;
    private final SettlementNotice notice;
    private final Map<Likeness, Instant> nextLooks = new HashMap<>();

    Settler(
            Ledger ledger,
            BillingSettings settings,
            ServerTimekeeper time,
            HistoryKnowledge history,
            Neuroflash neuroflash) {
        this.ledger = requireNonNull(ledger, "ledger is null").settlement();
        this.settings = requireNonNull(settings, "settings is null");
        warning = new LagWarning(settings.rules());
        notice = new SettlementNotice(ledger);
        this.time = requireNonNull(time, "time is null");
        this.history = requireNonNull(history, "history is null");
        this.neuroflash = requireNonNull(neuroflash, "neuroflash is null");
    }

    @Override
    public void process(Exchange exchange) {
        try {
            ledger.abandonGone();
            LagStatistics lags = lags();
            warning.tell(lags);
            List<OpenGroup> open = ledger.openGroups(settings.account(), MOST_GROUPS);
            List<OpenGroup> due = due(open);
            if (!due.isEmpty()) {
                settle(due, lags);
            }
        } catch (NeuroflashException | LedgerUnavailableException away) {
            LOG.debug("settling waits: {}", away.getMessage());
        }
    }

    private List<OpenGroup> due(List<OpenGroup> groups) {
        Instant now = time.now();
        nextLooks.keySet().retainAll(groups.stream().map(OpenGroup::likeness).toList());
        return groups.stream()
                .filter(group ->
                        !nextLooks.getOrDefault(group.likeness(), Instant.MIN).isAfter(now))
                .toList();
    }

    private void settle(List<OpenGroup> groups, LagStatistics lags) {
        Settlement settlement = new Settlement(
                ServerProfile.learn(ledger.pairs(settings.account()), settings.rules()), lags, settings.rules());
        Optional<Instant> floor = lowest(settlement, groups);
        boolean anySettled =
                groups.stream().anyMatch(group -> !time.now().isBefore(settlement.settlesAt(group.attempts())));
        HistoryView view = view(floor, anySettled);
        for (OpenGroup group : groups) {
            apply(settlement, group, view);
        }
    }

    private LagStatistics lags() {
        return ledger.lags(settings.account(), time.now().minus(LAG_MEMORY));
    }

    private static Optional<Instant> lowest(Settlement settlement, List<OpenGroup> groups) {
        Instant lowest = Instant.MAX;
        for (OpenGroup group : groups) {
            Optional<Instant> floor = settlement.floor(group.attempts());
            if (floor.isEmpty()) {
                return Optional.empty();
            }
            lowest = floor.get().isBefore(lowest) ? floor.get() : lowest;
        }
        return Optional.of(lowest);
    }

    private HistoryView view(Optional<Instant> floor, boolean anySettled) {
        Walk first = history.walk(floor);
        return anySettled
                ? new WalkComparison(neuroflash, settings.rules()).view(first, history.walk(floor))
                : first.view();
    }

    private void apply(Settlement settlement, OpenGroup group, HistoryView view) {
        Claims claims = ledger.claims(settings.account(), view.batches());
        Map<String, Decision> decisions = new HashMap<>(settlement.decide(group.attempts(), view, claims));
        decisions.replaceAll((attempt, decision) -> isPartial(decision)
                ? new Decision.Wait(settlement.settlesAt(group.attempts()), Decision.Wait.Cause.SETTLING)
                : decision);
        SettleResult result = ledger.settle(group, decisions);
        if (result instanceof SettleResult.Settled settled) {
            nextLooks.put(group.likeness(), nextLook(settlement.settlesAt(group.attempts()), decisions));
            settled.news().forEach(attempt -> notice.tell(attempt, decisions.get(attempt)));
        }
    }

    /** A batch that may still grow is adopted when it can't any more. */
    private static boolean isPartial(Decision decision) {
        return decision instanceof Decision.Adopt adopt && !adopt.whole();
    }

    private Instant nextLook(Instant settlesAt, Map<String, Decision> decisions) {
        Instant now = time.now();
        if (decisions.values().stream().allMatch(Decision.Held.class::isInstance)) {
            return now.plus(BETWEEN_LOOKS_AT_HELD);
        }
        Instant soon = now.plus(settings.rules().settleTime().dividedBy(LOOKS_UNTIL_SETTLED));
        return now.isBefore(settlesAt) && settlesAt.isBefore(soon) ? settlesAt : now.isBefore(settlesAt) ? soon : now;
    }
}
