package com.neuroflash.camel.chaos;

import com.neuroflash.camel.billing.AttemptState;
import com.neuroflash.camel.billing.IntentState;
import com.neuroflash.camel.ledger.AttemptRecord;
import com.neuroflash.camel.ledger.ImageRecord;
import com.neuroflash.camel.ledger.ImageState;
import com.neuroflash.camel.ledger.IntentRecord;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Compares what was asked, what the ledger says, what was billed and what lies in the sink. */
final class Audit {
    private static final Set<IntentState> ENDED =
            EnumSet.of(IntentState.DONE, IntentState.FAILED, IntentState.HELD, IntentState.DROPPED);
    private static final Set<AttemptState> OWNING =
            EnumSet.of(AttemptState.ANSWERED, AttemptState.ADOPTED, AttemptState.UNIDENTIFIED, AttemptState.SURPLUS);
    private static final Set<AttemptState> DOUBTFUL =
            EnumSet.of(AttemptState.UNKNOWN, AttemptState.UNIDENTIFIED, AttemptState.WAIVED);

    private final List<Inbox.Asked> asked;
    private final List<IntentRecord> intents;
    private final List<SimulatorServer.Billed> bill;
    private final Map<String, String> images;
    private final Map<String, SinkDirectory.Told> sidecars;
    private final Function<IntentRecord, String> placeOf;
    private final List<String> violations = new ArrayList<>();
    private long imagesOfOthers;

    Audit(List<Inbox.Asked> asked, List<IntentRecord> intents, List<SimulatorServer.Billed> bill, SinkDirectory sink) {
        this(asked, intents, bill, sink, Audit::fileAndLine);
    }

    /** With another way to tell by an intent what was asked. */
    Audit(
            List<Inbox.Asked> asked,
            List<IntentRecord> intents,
            List<SimulatorServer.Billed> bill,
            SinkDirectory sink,
            Function<IntentRecord, String> placeOf) {
        this.placeOf = placeOf;
        this.asked = asked;
        this.intents = intents;
        this.bill = bill;
        this.images = sink.images();
        this.sidecars = sink.sidecars();
        sink.overwritten().forEach(key -> violations.add("somebody else's object " + key + " was overwritten"));
        compareInputs();
        compareBill();
        compareSink();
        compareSums();
    }

    /** What does not hold; empty when every identity does. */
    List<String> violations() {
        return List.copyOf(violations);
    }

    Figures figures() {
        return new Figures(
                asked.size(),
                in(IntentState.DONE).size(),
                in(IntentState.FAILED).size() + in(IntentState.DROPPED).size(),
                in(IntentState.HELD).size(),
                bill.size(),
                billedImages(),
                images.size(),
                attempts(AttemptState.ADOPTED),
                attempts(AttemptState.ABSENT),
                attempts(AttemptState.SURPLUS),
                doubts());
    }

    /** inputs = done + failed with reason + held, place by place. */
    private void compareInputs() {
        Map<String, Long> known = intents.stream().collect(Collectors.groupingBy(placeOf, Collectors.counting()));
        Set<String> expected = asked.stream().map(Inbox.Asked::place).collect(Collectors.toCollection(TreeSet::new));
        expected.stream()
                .filter(place -> !known.containsKey(place))
                .forEach(place -> violations.add(place + " is in no intent"));
        known.forEach((place, count) -> {
            require(count == 1, place + " has " + count + " intents");
            require(expected.contains(place), place + " was never asked for");
        });
        for (IntentRecord intent : intents) {
            require(ENDED.contains(intent.state()), name(intent) + " is " + intent.state());
            boolean explained = intent.state() == IntentState.DONE
                    || intent.known().reason().isPresent()
                    || intent.attempts().stream()
                            .anyMatch(attempt -> attempt.doubt().isPresent())
                    || intent.images().stream().anyMatch(image -> image.reason().isPresent());
            require(explained, name(intent) + " is " + intent.state() + " without a reason");
        }
    }

    /** Per intent at most one billed batch; each billed batch belongs to exactly one intent. */
    private void compareBill() {
        Map<String, Long> askedByPrompt =
                asked.stream().collect(Collectors.groupingBy(Inbox.Asked::prompt, Collectors.counting()));
        bill.stream()
                .collect(Collectors.groupingBy(SimulatorServer.Billed::prompt, Collectors.counting()))
                .forEach((prompt, times) -> require(
                        times <= askedByPrompt.getOrDefault(prompt, 0L),
                        "billed " + times + " times, asked " + askedByPrompt.getOrDefault(prompt, 0L) + " times: "
                                + placesOf(prompt)));
        Map<String, Set<IntentRecord>> owners = owners();
        Map<IntentRecord, Integer> owned = new HashMap<>();
        Map<String, Long> unclaimed = new HashMap<>();
        for (SimulatorServer.Billed batch : bill) {
            Set<IntentRecord> claimants = new LinkedHashSet<>(owners.getOrDefault(batch.batchId(), Set.of()));
            batch.imageIds().forEach(image -> claimants.addAll(owners.getOrDefault(image, Set.of())));
            require(
                    claimants.size() <= 1,
                    "batch " + batch.batchId() + " belongs to " + names(claimants) + " (" + batch.answer() + ")");
            claimants.forEach(intent -> owned.merge(intent, 1, Integer::sum));
            if (claimants.isEmpty()) {
                unclaimed.merge(batch.prompt(), 1L, Long::sum);
                imagesOfOthers += batch.imageIds().size();
            } else {
                imagesOfOthers += undelivered(batch, claimants);
            }
        }
        owned.forEach((intent, batches) -> require(batches == 1, name(intent) + " owns " + batches + " batches"));
        unclaimed.forEach(this::requireDoubt);
    }

    /** A batch that nobody owns must be one that a person is asked about. */
    private void requireDoubt(String prompt, long batches) {
        long doubtful = intents.stream()
                .filter(intent -> intent.request().request().prompt().equals(prompt))
                .filter(intent -> intent.state() == IntentState.HELD || intent.state() == IntentState.DROPPED)
                .filter(intent ->
                        intent.attempts().stream().map(AttemptRecord::state).anyMatch(DOUBTFUL::contains))
                .count();
        require(
                batches <= doubtful,
                batches + " billed batches belong to no intent and " + doubtful + " are held for them: "
                        + placesOf(prompt));
    }

    private long undelivered(SimulatorServer.Billed batch, Set<IntentRecord> claimants) {
        Set<String> ended = claimants.stream()
                .filter(intent -> intent.state() != IntentState.DONE)
                .flatMap(intent -> intent.images().stream())
                .filter(image -> image.state() != ImageState.DELIVERED)
                .flatMap(image -> image.seen().imageId().stream())
                .collect(Collectors.toSet());
        boolean done = claimants.stream().allMatch(intent -> intent.state() == IntentState.DONE);
        return done
                ? 0
                : batch.imageIds().stream()
                        .filter(image -> ended.contains(image) || !isInLedger(image, claimants))
                        .count();
    }

    private static boolean isInLedger(String imageId, Set<IntentRecord> claimants) {
        return claimants.stream()
                .flatMap(intent -> intent.images().stream())
                .anyMatch(
                        image -> image.seen().imageId().filter(imageId::equals).isPresent());
    }

    /** No object overwritten: every sidecar tells of the image beside it, and the ledger of both. */
    private void compareSink() {
        images.keySet().stream()
                .filter(key -> !sidecars.containsKey(key))
                .forEach(key -> violations.add(key + " has no sidecar"));
        sidecars.forEach((key, told) -> require(
                told.sha256().equals(images.get(key)), "the image " + key + " is not the one its sidecar tells of"));
        Set<String> delivered = new HashSet<>();
        for (IntentRecord intent : intents) {
            for (ImageRecord image : intent.images()) {
                if (image.state() == ImageState.DELIVERED) {
                    compareObject(intent, image, delivered);
                }
            }
        }
        images.keySet().stream()
                .filter(key -> !delivered.contains(key))
                .forEach(key -> violations.add(key + " is in the sink and not in the ledger"));
    }

    private void compareObject(IntentRecord intent, ImageRecord image, Set<String> delivered) {
        String key = image.object().orElseThrow().key();
        require(delivered.add(key), "the ledger tells of two images in " + key);
        require(
                image.object().orElseThrow().sha256().equals(images.get(key)),
                "the ledger tells of other bytes in " + key + " than the sink has");
        SinkDirectory.Told told = sidecars.get(key);
        require(
                told != null && told.intent().equals(intent.identity().asId()),
                "the sidecar of " + key + " names another intent than " + name(intent));
        require(
                told != null && told.imageId().equals(image.seen().imageId().orElse(told.imageId())),
                "the sidecar of " + key + " names another image than the ledger");
    }

    /** Image objects + images of held or failed intents = billed images. */
    private void compareSums() {
        require(
                images.size() + imagesOfOthers == billedImages(),
                images.size() + " objects + " + imagesOfOthers + " images of held or failed intents != "
                        + billedImages() + " billed images");
    }

    private Map<String, Set<IntentRecord>> owners() {
        Map<String, Set<IntentRecord>> owners = new HashMap<>();
        for (IntentRecord intent : intents) {
            intent.attempts().stream()
                    .filter(attempt -> OWNING.contains(attempt.state()))
                    .flatMap(attempt -> attempt.batchId().stream())
                    .forEach(batch -> owners.computeIfAbsent(batch, key -> new LinkedHashSet<>())
                            .add(intent));
            intent.images().stream()
                    .flatMap(image -> image.seen().imageId().stream())
                    .forEach(image -> owners.computeIfAbsent(image, key -> new LinkedHashSet<>())
                            .add(intent));
        }
        return owners;
    }

    private List<IntentRecord> in(IntentState state) {
        return intents.stream().filter(intent -> intent.state() == state).toList();
    }

    private long attempts(AttemptState state) {
        return intents.stream()
                .flatMap(intent -> intent.attempts().stream())
                .filter(attempt -> attempt.state() == state)
                .count();
    }

    private Map<String, Long> doubts() {
        return in(IntentState.HELD).stream()
                .flatMap(intent -> intent.attempts().stream())
                .flatMap(attempt -> attempt.doubt().stream())
                .collect(Collectors.groupingBy(Enum::name, TreeMap::new, Collectors.counting()));
    }

    private long billedImages() {
        return bill.stream().mapToLong(batch -> batch.imageIds().size()).sum();
    }

    private void require(boolean holds, String otherwise) {
        if (!holds) {
            violations.add(otherwise);
        }
    }

    private List<String> placesOf(String prompt) {
        return asked.stream()
                .filter(input -> input.prompt().equals(prompt))
                .map(Inbox.Asked::place)
                .limit(5)
                .toList();
    }

    private String names(Collection<IntentRecord> some) {
        return some.stream().map(this::name).collect(Collectors.joining(", ", "[", "]"));
    }

    private String name(IntentRecord intent) {
        return placeOf.apply(intent) + " " + intent.identity().value().substring(0, 8) + " "
                + intent.attempts().stream()
                        .map(attempt -> attempt.state().name())
                        .toList();
    }

    private static String fileAndLine(IntentRecord intent) {
        return intent.origin().file().orElse("?") + ":" + intent.origin().line().orElse(0);
    }
}
