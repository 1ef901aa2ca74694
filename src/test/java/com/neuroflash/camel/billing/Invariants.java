package com.neuroflash.camel.billing;

import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What must hold after every step; compares the ledger with what the server really billed. */
final class Invariants {
    private static final Set<AttemptState> MAY_OWN =
            EnumSet.of(AttemptState.PREPARED, AttemptState.UNKNOWN, AttemptState.UNIDENTIFIED);

    private final Model model;

    Invariants(Model model) {
        this.model = model;
    }

    void check() {
        Set<FrozenRequest> requests = new HashSet<>(model.ledger.intents);
        requests.forEach(this::nothingIsForgottenNorBilledTwice);
        model.server.bills.forEach(this::hasAtMostOneOwner);
        for (int intent = 0; intent < model.ledger.intents.size(); intent++) {
            ownsAtMostOneBatch(intent);
        }
        model.ledger.attempts.values().forEach(this::ownsOnlyItsOwn);
    }

    /** Each billed batch without an owner has an attempt left that can find it; never more batches than intents. */
    private void nothingIsForgottenNorBilledTwice(FrozenRequest request) {
        List<ModelServer.Bill> billed = model.server.bills.stream()
                .filter(bill -> bill.request().equals(request))
                .toList();
        long intents = model.ledger.intents.stream().filter(request::equals).count();
        long unowned = billed.stream().filter(bill -> owners(bill) == 0).count();
        long left = model.ledger.attempts.values().stream()
                .filter(entry -> entry.attempt().request().equals(request))
                .filter(entry -> MAY_OWN.contains(entry.state()))
                .count();
        require(billed.size() <= intents, billed.size() + " batches billed for " + intents + " intents");
        require(unowned <= left, unowned + " billed batches without owner, " + left + " attempts that may find them");
    }

    private void hasAtMostOneOwner(ModelServer.Bill bill) {
        require(owners(bill) <= 1, "a batch has " + owners(bill) + " owners");
    }

    private void ownsAtMostOneBatch(int intent) {
        long batches = model.ledger.ofIntent(intent).stream()
                .mapToLong(entry -> model.server.bills.stream()
                        .filter(bill -> owns(entry, bill))
                        .count())
                .sum();
        require(batches <= 1, "an intent owns " + batches + " batches");
    }

    private void ownsOnlyItsOwn(ModelLedger.Entry entry) {
        Set<String> left = new HashSet<>(entry.claims().imageIds());
        for (ModelServer.Bill bill : model.server.bills) {
            if (owns(entry, bill)) {
                require(bill.request().equals(entry.attempt().request()), "a batch went to another request");
                bill.rows().forEach(shown -> left.remove(shown.row().outputImageId()));
            }
        }
        require(left.isEmpty(), "somebody else's image was claimed");
    }

    private long owners(ModelServer.Bill bill) {
        return model.ledger.attempts.values().stream()
                .filter(entry -> owns(entry, bill))
                .count();
    }

    private static boolean owns(ModelLedger.Entry entry, ModelServer.Bill bill) {
        return entry.claims().batchIds().contains(bill.batchId())
                || bill.rows().stream()
                        .anyMatch(shown ->
                                entry.claims().imageIds().contains(shown.row().outputImageId()));
    }

    private void require(boolean holds, String violation) {
        if (!holds) {
            throw new AssertionError(violation + "; " + model.story());
        }
    }
}
