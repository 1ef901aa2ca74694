package com.neuroflash.camel.chaos;

import com.neuroflash.camel.billing.AttemptState;
import com.neuroflash.camel.billing.IntentState;
import com.neuroflash.camel.ledger.AttemptRecord;
import com.neuroflash.camel.ledger.ImageRecord;
import com.neuroflash.camel.ledger.ImageState;
import com.neuroflash.camel.ledger.IntentRecord;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The bill against the ledger: per intent at most one billed batch; each billed batch belongs to exactly one intent. */
final class BillAudit {
    private static final Set<AttemptState> OWNING =
            EnumSet.of(AttemptState.ANSWERED, AttemptState.ADOPTED, AttemptState.UNIDENTIFIED, AttemptState.SURPLUS);
    private static final Set<AttemptState> DOUBTFUL =
            EnumSet.of(AttemptState.UNKNOWN, AttemptState.UNIDENTIFIED, AttemptState.WAIVED);
    private static final int SHOWN = 5;

    private final List<Inbox.Asked> asked;
    private final List<IntentRecord> intents;
    private final List<SimulatorServer.Billed> bill;
    private final Findings findings;
    private final Map<String, Set<IntentRecord>> owners;
    private long undelivered;

    BillAudit(
            List<Inbox.Asked> asked, List<IntentRecord> intents, List<SimulatorServer.Billed> bill, Findings findings) {
        this.asked = asked;
        this.intents = intents;
        this.bill = bill;
        this.findings = findings;
        owners = owners();
        compareCounts();
        compareOwners();
        compareClaims();
    }

    /** Billed images of intents that are held or failed, or that a person is asked about. */
    long undelivered() {
        return undelivered;
    }

    private void compareCounts() {
        Map<String, Long> askedByPrompt =
                asked.stream().collect(Collectors.groupingBy(Inbox.Asked::prompt, Collectors.counting()));
        bill.stream()
                .collect(Collectors.groupingBy(SimulatorServer.Billed::prompt, Collectors.counting()))
                .forEach((prompt, times) -> {
                    long wanted = askedByPrompt.getOrDefault(prompt, 0L);
                    findings.require(
                            times <= wanted,
                            Violation.Kind.BILLED_TWICE,
                            "billed " + times + " times, asked " + wanted + " times: " + placesOf(prompt));
                });
    }

    private void compareOwners() {
        Map<IntentRecord, Integer> owned = new HashMap<>();
        Map<String, Long> ownerless = new HashMap<>();
        for (SimulatorServer.Billed batch : bill) {
            Set<IntentRecord> claimants = claimants(batch);
            findings.require(
                    claimants.size() <= 1,
                    Violation.Kind.SHARED_BATCH,
                    "batch " + batch.batchId() + " belongs to " + Intents.names(claimants) + " (" + batch.answer()
                            + ")");
            claimants.forEach(intent -> owned.merge(intent, 1, Integer::sum));
            if (claimants.isEmpty()) {
                ownerless.merge(batch.prompt(), 1L, Long::sum);
                undelivered += batch.imageIds().size();
            } else {
                undelivered += undelivered(batch, claimants);
            }
        }
        owned.forEach((intent, batches) -> findings.require(
                batches == 1, Violation.Kind.BILLED_TWICE, Intents.name(intent) + " owns " + batches + " batches"));
        ownerless.forEach(this::requireDoubt);
    }

    /** A batch that nobody owns must be one that a person is asked about. */
    private void requireDoubt(String prompt, long batches) {
        long doubtful = intents.stream()
                .filter(intent -> intent.request().request().prompt().equals(prompt))
                .filter(intent -> intent.state() == IntentState.HELD || intent.state() == IntentState.DROPPED)
                .filter(intent ->
                        intent.attempts().stream().map(AttemptRecord::state).anyMatch(DOUBTFUL::contains))
                .count();
        findings.require(
                batches <= doubtful,
                Violation.Kind.OWNERLESS_BATCH,
                batches + " billed batches belong to no intent and " + doubtful + " are held for them: "
                        + placesOf(prompt));
    }

    /** What others made is theirs. */
    private void compareClaims() {
        Set<String> ours = bill.stream()
                .flatMap(batch -> Stream.concat(Stream.of(batch.batchId()), batch.imageIds().stream()))
                .collect(Collectors.toSet());
        owners.forEach((id, claimants) -> findings.require(
                ours.contains(id),
                Violation.Kind.FOREIGN_CLAIM,
                id + " was not billed to us and belongs to " + Intents.names(claimants)));
    }

    private Set<IntentRecord> claimants(SimulatorServer.Billed batch) {
        Set<IntentRecord> claimants = new LinkedHashSet<>(owners.getOrDefault(batch.batchId(), Set.of()));
        batch.imageIds().forEach(image -> claimants.addAll(owners.getOrDefault(image, Set.of())));
        return claimants;
    }

    /** Of a batch whose intent is done, none. */
    private static long undelivered(SimulatorServer.Billed batch, Set<IntentRecord> claimants) {
        if (claimants.stream().allMatch(intent -> intent.state() == IntentState.DONE)) {
            return 0;
        }
        List<ImageRecord> known = claimants.stream()
                .flatMap(intent -> intent.images().stream())
                .filter(image -> image.state() == ImageState.DELIVERED)
                .toList();
        return batch.imageIds().stream()
                .filter(id -> known.stream()
                        .noneMatch(image ->
                                image.seen().imageId().filter(id::equals).isPresent()))
                .count();
    }

    private Map<String, Set<IntentRecord>> owners() {
        Map<String, Set<IntentRecord>> byId = new HashMap<>();
        for (IntentRecord intent : intents) {
            Stream<String> batches = intent.attempts().stream()
                    .filter(attempt -> OWNING.contains(attempt.state()))
                    .flatMap(attempt -> attempt.batchId().stream());
            Stream<String> images = intent.images().stream().flatMap(image -> image.seen().imageId().stream());
            Stream.concat(batches, images).forEach(id -> byId.computeIfAbsent(id, key -> new LinkedHashSet<>())
                    .add(intent));
        }
        return byId;
    }

    private List<String> placesOf(String prompt) {
        return asked.stream()
                .filter(input -> input.prompt().equals(prompt))
                .map(Inbox.Asked::place)
                .limit(SHOWN)
                .toList();
    }
}
