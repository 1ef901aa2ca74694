package com.neuroflash.camel.schedule;

import static java.util.Objects.requireNonNull;

import com.neuroflash.camel.billing.Identity;
import com.neuroflash.camel.intent.Arrival;
import com.neuroflash.camel.intent.PromptIdentity;
import com.neuroflash.camel.intent.PromptSource;
import com.neuroflash.camel.prompt.PromptLine;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** One schedule: when it fires, with which prompt, and how late it may still do so. */
public final class Schedule {
    /** The source's name in every identity. */
    public static final String SOURCE = "schedule";

    private static final byte[] WHATEVER_IT_SAYS = {};

    /** A Wednesday everywhere: no date and no weekday is longer. */
    private static final Instant LONGEST = Instant.parse("2020-01-01T11:00:00Z");

    private final String name;
    private final CronTimes times;
    private final Optional<Rotation> rotation;
    private final PromptTemplate template;
    private final List<String> lines;
    private final Duration catchUp;

    private Schedule(
            String name,
            CronTimes times,
            Optional<Rotation> rotation,
            PromptTemplate template,
            List<String> lines,
            Duration catchUp) {
        this.name = name;
        this.times = times;
        this.rotation = rotation;
        this.template = template;
        this.lines = List.copyOf(lines);
        this.catchUp = catchUp;
    }

    /**
     * What the prompts of a schedule are made of.
     *
     * @param prompt a text with placeholders
     * @param request or a whole request in JSON, whose texts hold placeholders
     * @param lines for {@code {line}}; empty without a list
     */
    public record Prompts(Optional<String> prompt, Optional<String> request, List<String> lines) {
        /** Copies the list. */
        public Prompts {
            requireNonNull(prompt, "prompt is null");
            requireNonNull(request, "request is null");
            lines = List.copyOf(lines);
        }

        private PromptTemplate template() {
            if (prompt.isPresent() == request.isPresent()) {
                throw new IllegalArgumentException(
                        "expected a prompt or a request, found " + (prompt.isPresent() ? "both" : "neither"));
            }
            return prompt.map(PromptTemplate::ofText).orElseGet(() -> PromptTemplate.ofRequest(request.orElseThrow()));
        }
    }

    /**
     * A schedule whose every prompt can be read.
     *
     * @param times when it fires
     * @param catchUp how long after its time a firing that was missed is still made up for
     * @throws IllegalArgumentException when a prompt of it would be refused, with the reason
     */
    public static Schedule of(String name, CronTimes times, Prompts prompts, Duration catchUp) {
        PromptTemplate template = prompts.template();
        if (template.needsLine() == prompts.lines().isEmpty()) {
            throw new IllegalArgumentException("expected a list, and {line} in a text, found only one of them");
        }
        Optional<Rotation> rotation = template.needsLine() ? Optional.of(Rotation.of(times)) : Optional.empty();
        Schedule schedule = new Schedule(name, times, rotation, template, prompts.lines(), catchUp);
        for (int line = 0; line < Math.max(1, prompts.lines().size()); line++) {
            schedule.requireReadable(line);
        }
        return schedule;
    }

    private void requireReadable(int index) {
        Optional<String> line = lines.isEmpty() ? Optional.empty() : Optional.of(lines.get(index));
        if (template.fill(LONGEST.atZone(times.zone()), line) instanceof PromptLine.Refused refused) {
            throw new IllegalArgumentException(
                    "its prompt" + (lines.isEmpty() ? "" : " with line " + (index + 1) + " of the list")
                            + " is refused: " + refused.refusal().reason());
        }
    }

    String name() {
        return name;
    }

    CronTimes times() {
        return times;
    }

    Duration catchUp() {
        return catchUp;
    }

    /** The prompt of a firing; the same one, and billed once, by whomever and how often it is fired. */
    Arrival fire(Instant fireTime) {
        Optional<String> line = rotation.map(order -> lines.get(order.line(fireTime, lines.size())));
        PromptLine.Parsed prompt = (PromptLine.Parsed) template.fill(fireTime.atZone(times.zone()), line);
        Identity identity = Identity.ofMessage(SOURCE, name, fireTime.toString(), 1, WHATEVER_IT_SAYS);
        return new Arrival(
                prompt.message(),
                new PromptSource(name, 1),
                new PromptIdentity(SOURCE, identity, prompt.sha256(), false));
    }

    /** Names no text of the prompt. */
    @Override
    public String toString() {
        return name + " (" + times + ")";
    }
}
