package com.neuroflash.camel.billing;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** Server, ledger and instances, driven by a tape of numbers: each is one step of one of them. */
final class Model {
    static final BillingRules RULES = new BillingRules(
            Duration.ofSeconds(60),
            Duration.ofSeconds(20),
            Duration.ofSeconds(5),
            Duration.ofSeconds(2),
            3,
            BillingRules.OnAmbiguous.HOLD);
    private static final int MAX_IMAGES = 2;
    private static final int GOOD_FATE = 9;

    final ModelServer server;
    final ModelLedger ledger;
    private final List<ModelInstance> instances = new ArrayList<>();
    private final Map<Likeness, HistoryView> walks = new HashMap<>();
    private final Map<String, Decision> undelivered = new HashMap<>();
    private final Flaw flaw;
    private int principal;

    Model(List<FrozenRequest> intents, int ways, Flaw flaw) {
        this.flaw = flaw;
        server = new ModelServer(ModelServer.Ways.of(ways));
        ledger = new ModelLedger(intents, flaw);
        for (int i = 0; i < 3; i++) {
            instances.add(new ModelInstance("p" + i, server.now()));
        }
    }

    void step(int number) {
        int chance = number / 20;
        ModelInstance instance = instances.get(chance % instances.size());
        switch (number % 20) {
            case 0, 1, 2, 3, 4 -> prepare(instance, chance / 3 % ledger.intents.size(), chance / 7, chance / 11);
            case 5, 6, 7, 8 -> instances.forEach(this::work);
            case 9, 10 -> advance(1 + chance % 40);
            case 11, 12 -> observe(instance, ledger.intents.get(chance / 3 % ledger.intents.size()));
            case 13 -> apply();
            case 14 -> recover();
            case 15 -> crash(instance);
            case 16 -> instance.frozen = !instance.frozen;
            case 17 -> disturbClocks(instance, chance);
            case 18 -> disturbHistory(chance);
            default -> principal = chance % 2;
        }
    }

    /** Lets everything go well until nothing moves any more. */
    void drain() {
        for (int round = 0; round < 60 && !isQuiet(); round++) {
            instances.forEach(instance -> instance.frozen = false);
            advance(15);
            recover();
            instances.forEach(this::work);
            ledger.intents.forEach(request -> observe(instances.get(0), request));
            apply();
            for (int intent = 0; intent < ledger.intents.size(); intent++) {
                prepare(instances.get(1), intent, GOOD_FATE, round);
            }
            instances.forEach(this::work);
        }
    }

    /** Whether every intent is paid, or failed, or held, or waits for a held one of its likeness. */
    boolean isQuiet() {
        for (int intent = 0; intent < ledger.intents.size(); intent++) {
            SendPermission permission = permission(instances.get(0), intent);
            boolean paid = permission instanceof SendPermission.Paid
                    && ledger.ofIntent(intent).stream()
                            .noneMatch(entry -> entry.state().isOpen());
            boolean held = ledger.of(ledger.intents.get(intent).likeness()).stream()
                    .anyMatch(entry -> entry.held().isPresent());
            if (!paid && !held && !(permission instanceof SendPermission.Exhausted)) {
                return false;
            }
        }
        return true;
    }

    /** For people, when an invariant is broken. */
    String story() {
        StringBuilder story = new StringBuilder("server time " + server.now());
        ledger.attempts
                .values()
                .forEach(entry -> story.append(String.format(
                        "%n%s of intent %d (%s, %s) %s sent %s claims %s held %s",
                        entry.attempt().id(),
                        entry.intent(),
                        entry.attempt().request().fingerprint().value().substring(0, 6),
                        entry.attempt().principal(),
                        entry.state(),
                        entry.attempt().sent(),
                        entry.claims(),
                        entry.held())));
        server.bills.forEach(bill -> story.append(String.format(
                "%n%s for %s: %s",
                bill.batchId(), bill.request().fingerprint().value().substring(0, 6), bill.rows())));
        return story.toString();
    }

    private SendPermission permission(ModelInstance instance, int intent) {
        List<AttemptState> ofLikeness = ledger.of(ledger.intents.get(intent).likeness()).stream()
                .filter(entry -> isBarring(entry, intent))
                .map(ModelLedger.Entry::state)
                .toList();
        return SendPermission.toPrepare(
                new SendPermission.Situation(
                        IntentState.ACTIVE,
                        ledger.ofIntent(intent).stream()
                                .map(ModelLedger.Entry::state)
                                .toList(),
                        ofLikeness,
                        instance.lease().holdsAt(instance.moment(server.now())),
                        true),
                RULES);
    }

    private boolean isBarring(ModelLedger.Entry entry, int intent) {
        boolean sameFingerprint = entry.attempt().request().equals(ledger.intents.get(intent));
        return flaw != Flaw.NO_BARRIER && (flaw != Flaw.BARRIER_OVER_FINGERPRINT || sameFingerprint);
    }

    private void prepare(ModelInstance instance, int intent, int fate, int chance) {
        if (instance.frozen || !(permission(instance, intent) instanceof SendPermission.Granted)) {
            return;
        }
        FrozenRequest request = ledger.intents.get(intent);
        String credentials = flaw == Flaw.ONE_USER_FOR_ALL_CREDENTIALS ? "client" : "client-" + principal;
        Attempt attempt = new Attempt(
                String.format("a%04d", ledger.attempts.size()),
                request,
                AttemptState.PREPARED,
                credentials,
                instance.serverTime(server.now(), flaw),
                Settlement.watermark(request, instance.known, ledger.claims()),
                request.imageLimit(OptionalInt.of(MAX_IMAGES)),
                OptionalInt.empty());
        ledger.prepare(attempt, intent, instance.owner());
        instance.jobs.add(new ModelInstance.Job(
                attempt.id(), instance.moment(server.now()), 1 + principal, fate, chance, Optional.empty()));
    }

    private void work(ModelInstance instance) {
        if (instance.frozen) {
            return;
        }
        for (ModelInstance.Job job : List.copyOf(instance.jobs)) {
            if (job.ending().isEmpty()) {
                send(instance, job);
            } else if (!job.ending().get().at().isAfter(server.now())) {
                ledger.record(job.attempt(), job.ending().get().outcome(), server.now());
                instance.jobs.remove(job);
            }
        }
    }

    private void send(ModelInstance instance, ModelInstance.Job job) {
        Moment now = instance.moment(server.now());
        Optional<Outcome.Rejected> refused = SendPermission.toWrite(instance.lease(), job.committed(), now, RULES);
        instance.jobs.remove(job);
        if (refused.isPresent()) {
            ledger.record(job.attempt(), refused.get(), server.now());
            return;
        }
        Attempt attempt = ledger.attempts.get(job.attempt()).attempt();
        ModelServer.Ending ending =
                server.post(attempt.request(), job.user(), attempt.imageLimit(), job.fate(), job.chance());
        instance.jobs.add(new ModelInstance.Job(
                job.attempt(), job.committed(), job.user(), job.fate(), job.chance(), Optional.of(ending)));
    }

    /** One walk; with the one before it, two that agree, since this server's pages never lie. */
    private void observe(ModelInstance instance, FrozenRequest request) {
        if (instance.frozen) {
            return;
        }
        instance.hear(server.now());
        Settlement settlement = settlement();
        List<Attempt> group = new ArrayList<>(ledger.unsettled(request.likeness()));
        if (flaw == Flaw.BARRIER_OVER_FINGERPRINT) {
            group.removeIf(attempt -> !attempt.request().equals(request));
        } else if (flaw == Flaw.NO_BARRIER) {
            group.removeIf(attempt -> attempt.state() == AttemptState.PREPARED);
        }
        Optional<Instant> floor = floor(settlement, group);
        List<Batch> batches = Batch.group(server.history().stream()
                .filter(row -> floor.isEmpty() || !row.createdAt().orElseThrow().isBefore(floor.get()))
                .toList());
        instance.known = Batch.group(server.history());
        HistoryView before = walks.put(request.likeness(), HistoryView.single(batches, server.now(), floor, true));
        HistoryView view = before == null || !before.reaches(floor)
                ? HistoryView.single(batches, server.now(), floor, true)
                : HistoryView.agreed(batches, before.begun(), server.now(), floor);
        undelivered.putAll(settlement.decide(group, view, ledger.claims()));
    }

    private Optional<Instant> floor(Settlement settlement, List<Attempt> group) {
        if (flaw != Flaw.FLOOR_BY_WATERMARK_ONLY) {
            return settlement.floor(group);
        }
        return group.stream()
                .flatMap(attempt -> attempt.watermark().newest().stream())
                .min(Instant::compareTo)
                .map(newest -> newest.minus(RULES.walkMargin()));
    }

    private Settlement settlement() {
        List<AnsweredPair> pairs = new ArrayList<>();
        for (ModelLedger.Entry entry : ledger.in(AttemptState.ANSWERED)) {
            server.history().stream()
                    .filter(row -> entry.claims().imageIds().contains(row.outputImageId()))
                    .findFirst()
                    .ifPresent(row -> pairs.add(
                            new AnsweredPair(entry.attempt(), entry.answered().orElseThrow(), List.of(row))));
        }
        BillingRules rules = flaw == Flaw.NO_SETTLE_TIME
                ? new BillingRules(
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(90),
                        3,
                        BillingRules.OnAmbiguous.HOLD)
                : RULES;
        return new Settlement(ServerProfile.learn(pairs, rules), LagStatistics.none(), rules);
    }

    private void apply() {
        undelivered.forEach(ledger::settle);
        undelivered.clear();
    }

    private void recover() {
        ledger.in(AttemptState.PREPARED).stream()
                .filter(entry -> instances.stream().anyMatch(instance -> instance.isGone(entry.owner(), server.now())))
                .forEach(entry -> ledger.orphan(entry.attempt().id()));
    }

    private void crash(ModelInstance instance) {
        if (flaw == Flaw.NO_PREPARED_COMMIT) {
            ledger.in(AttemptState.PREPARED).stream()
                    .filter(entry -> entry.owner().equals(instance.owner()))
                    .forEach(entry -> ledger.attempts.remove(entry.attempt().id()));
        }
        instance.crash(server.now());
    }

    private void advance(int seconds) {
        for (int second = 0; second < seconds; second++) {
            server.advance(1);
            instances.stream().filter(instance -> !instance.frozen).forEach(instance -> instance.renew(server.now()));
        }
    }

    /** A step of the wall clock, or a sleep of the machine, in which only the monotonic clock stops. */
    private void disturbClocks(ModelInstance instance, int chance) {
        switch (chance / 3 % 3) {
            case 0 -> instance.stepWallClock(3600);
            case 1 -> instance.stepWallClock(-86_400);
            default -> {
                boolean frozen = instance.frozen;
                instance.frozen = true;
                advance(50 + chance % 150);
                instance.frozen = frozen;
                instance.sleep(50 + chance % 150);
            }
        }
    }

    private void disturbHistory(int chance) {
        if (chance % 3 == 0) {
            server.deleteForeignRow(chance / 3);
        } else {
            server.foreignRow(ledger.intents.get(chance / 3 % ledger.intents.size()), chance / 5);
        }
    }
}
