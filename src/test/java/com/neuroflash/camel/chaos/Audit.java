package com.neuroflash.camel.chaos;

import com.neuroflash.camel.billing.AttemptState;
import com.neuroflash.camel.billing.IntentState;
import com.neuroflash.camel.ledger.IntentRecord;
import java.util.Arrays;
import java.util.EnumSet;
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

    private final List<Inbox.Asked> asked;
    private final List<IntentRecord> intents;
    private final List<SimulatorServer.Billed> bill;
    private final SinkAudit sink;
    private final Function<IntentRecord, String> placeOf;
    private final Findings findings = new Findings();

    Audit(
            List<Inbox.Asked> asked,
            List<IntentRecord> intents,
            List<SimulatorServer.Billed> bill,
            SinkDirectory directory) {
        this(asked, intents, bill, directory, Intents::place);
    }

    /** With another way to tell by an intent what was asked. */
    Audit(
            List<Inbox.Asked> asked,
            List<IntentRecord> intents,
            List<SimulatorServer.Billed> bill,
            SinkDirectory directory,
            Function<IntentRecord, String> placeOf) {
        this.placeOf = placeOf;
        this.asked = asked;
        this.intents = intents;
        this.bill = bill;
        compareInputs();
        BillAudit billing = new BillAudit(asked, intents, bill, findings);
        sink = new SinkAudit(directory, intents, findings);
        compareSums(billing.undelivered());
    }

    /** Of prompts that all differ and came as messages: a message has no place but its queue. */
    static Audit ofMessages(
            List<String> prompts,
            List<IntentRecord> intents,
            List<SimulatorServer.Billed> bill,
            SinkDirectory directory) {
        List<Inbox.Asked> asked = prompts.stream()
                .map(prompt -> new Inbox.Asked(prompt, 1, prompt))
                .toList();
        return new Audit(
                asked,
                intents,
                bill,
                directory,
                intent -> intent.request().request().prompt() + ":1");
    }

    /** What does not hold; empty when every identity does. */
    List<Violation> violations() {
        return findings.violations();
    }

    Figures figures() {
        return new Figures(
                asked.size(),
                in(IntentState.DONE),
                in(IntentState.FAILED, IntentState.DROPPED),
                in(IntentState.HELD),
                bill.size(),
                billedImages(),
                sink.images(),
                attempts(AttemptState.ADOPTED),
                attempts(AttemptState.ABSENT),
                attempts(AttemptState.SURPLUS),
                doubts());
    }

    /** inputs = done + failed with reason + held, as a sum and place by place. */
    private void compareInputs() {
        long ended = in(IntentState.DONE) + in(IntentState.FAILED, IntentState.DROPPED) + in(IntentState.HELD);
        findings.require(
                ended == asked.size(),
                Violation.Kind.INPUT,
                asked.size() + " inputs != " + ended + " done, failed or held");
        Map<String, Long> known = intents.stream().collect(Collectors.groupingBy(placeOf, Collectors.counting()));
        Set<String> expected = asked.stream().map(Inbox.Asked::place).collect(Collectors.toCollection(TreeSet::new));
        expected.forEach(
                place -> findings.require(known.containsKey(place), Violation.Kind.INPUT, place + " is in no intent"));
        known.forEach((place, count) -> {
            findings.require(count == 1, Violation.Kind.INPUT, place + " has " + count + " intents");
            findings.require(expected.contains(place), Violation.Kind.INPUT, place + " was never asked for");
        });
        for (IntentRecord intent : intents) {
            String name = Intents.name(intent) + " is " + intent.state();
            findings.require(ENDED.contains(intent.state()), Violation.Kind.INPUT, name);
            findings.require(isExplained(intent), Violation.Kind.INPUT, name + " without a reason");
        }
    }

    private static boolean isExplained(IntentRecord intent) {
        return intent.state() == IntentState.DONE
                || intent.known().reason().isPresent()
                || intent.attempts().stream()
                        .anyMatch(attempt -> attempt.doubt().isPresent())
                || intent.images().stream().anyMatch(image -> image.reason().isPresent());
    }

    private void compareSums(long undelivered) {
        findings.require(
                sink.images() + undelivered == billedImages(),
                Violation.Kind.SUM,
                sink.images() + " objects + " + undelivered + " images of held or failed intents != " + billedImages()
                        + " billed images");
    }

    private long in(IntentState... states) {
        return intents.stream()
                .filter(intent -> Arrays.asList(states).contains(intent.state()))
                .count();
    }

    private long attempts(AttemptState state) {
        return intents.stream()
                .flatMap(intent -> intent.attempts().stream())
                .filter(attempt -> attempt.state() == state)
                .count();
    }

    private Map<String, Long> doubts() {
        return intents.stream()
                .filter(intent -> intent.state() == IntentState.HELD)
                .flatMap(intent -> intent.attempts().stream())
                .flatMap(attempt -> attempt.doubt().stream())
                .collect(Collectors.groupingBy(Enum::name, TreeMap::new, Collectors.counting()));
    }

    private long billedImages() {
        return bill.stream().mapToLong(batch -> batch.imageIds().size()).sum();
    }
}
