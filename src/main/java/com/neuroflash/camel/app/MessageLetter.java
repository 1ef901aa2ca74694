package com.neuroflash.camel.app;

import static java.util.Objects.requireNonNull;

import com.neuroflash.camel.intent.PromptIdentity;
import com.neuroflash.camel.prompt.PromptLine;
import com.neuroflash.camel.prompt.PromptReader;
import com.neuroflash.camel.source.DeadLetter;
import com.neuroflash.camel.source.LineFailure;
import com.neuroflash.camel.source.ReplayDirectory;
import com.neuroflash.camel.source.SourceMessage;
import com.neuroflash.camel.source.StoredLetter;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** A message in the directory of dead letters. */
final class MessageLetter implements Letter {
    private static final int SHOWN_DIGITS = 12;

    private final StoredLetter letter;
    private final ReplayDirectory replays;
    private final Set<Long> failedUnpaid;
    private Optional<SourceMessage> message = Optional.empty();

    MessageLetter(StoredLetter letter, ReplayDirectory replays) {
        this.letter = requireNonNull(letter, "letter is null");
        this.replays = requireNonNull(replays, "replays is null");
        failedUnpaid = letter.failures().stream()
                .filter(failed -> failed.paidImages() == 0)
                .map(failed -> failed.failure().line())
                .collect(Collectors.toSet());
    }

    @Override
    public String id() {
        return letter.name();
    }

    @Override
    public String shortId() {
        int shown = source().length() + 1 + SHOWN_DIGITS;
        return id().matches(".*-[0-9a-f]{32}") ? id().substring(0, shown) : id();
    }

    @Override
    public String source() {
        return letter.source();
    }

    @Override
    public String place() {
        return letter.place();
    }

    @Override
    public Instant since() {
        return letter.since();
    }

    @Override
    public List<LineFailure> failures() {
        return letter.failures().stream().map(DeadLetter.Failed::failure).toList();
    }

    @Override
    public Optional<Integer> paidImages() {
        return Optional.of(letter.failures().stream()
                .mapToInt(failed -> failed.paidImages() - failed.deliveredImages())
                .sum());
    }

    @Override
    public Path body() {
        return letter.body();
    }

    @Override
    public Set<String> keys() {
        Set<String> keys = new HashSet<>(Set.of(id()));
        failures().forEach(failure -> failure.intent().ifPresent(keys::add));
        return keys;
    }

    @Override
    public boolean hasFailedUnpaid(long line) {
        return failedUnpaid.contains(line);
    }

    /** A person who has changed the body stands for it: its count begins anew. */
    @Override
    public int replays(ReplayCounts counts) throws IOException {
        return letter.isEdited() ? 0 : Math.max(letter.replays(), counts.of(keys()));
    }

    @Override
    public Optional<String> obstacle() {
        return replays.isUnderWay(letter)
                ? Optional.of("the same message is being replayed already")
                : Optional.empty();
    }

    @Override
    public Optional<String> danger(ReplayCost.Estimate estimate, Instant forgotten) throws IOException {
        return letter.isEdited() ? lost(estimate) : unknown(estimate);
    }

    /** A line that a person has moved or changed is another prompt, unless it says whose it is. */
    private Optional<String> lost(ReplayCost.Estimate estimate) {
        int lost = paidImages().orElse(0) - estimate.paidImages();
        return lost <= 0
                ? Optional.empty()
                : Optional.of(
                        "edited, and " + lost + " paid images would be lost: give their lines the id intent-... of"
                                + " the report beside it, or --force");
    }

    /** One that has not failed unpaid is sent only when the ledger has forgotten it, or is another. */
    private Optional<String> unknown(ReplayCost.Estimate estimate) {
        int failed = estimate.sent() - estimate.unforeseen();
        return estimate.unforeseen() == 0 || wasNeverRead()
                ? Optional.empty()
                : Optional.of("it would send " + estimate.sent() + ", and only " + failed
                        + " of them failed unpaid: the"
                        + " ledger knows the others no more (ledger.retention); --force pays for them again");
    }

    /** As one that was too large. */
    private boolean wasNeverRead() {
        return letter.failures().stream()
                .flatMap(failed -> failed.failure().problems().stream())
                .anyMatch(problem -> problem.field().equals("message"));
    }

    @Override
    public Optional<PromptReader> reader() throws IOException {
        if (letter.refusal().isPresent()) {
            return Optional.empty();
        }
        SourceMessage read = letter.message();
        message = Optional.of(read);
        return Optional.of(read.reader());
    }

    @Override
    public PromptIdentity identity(PromptLine.Parsed line) {
        return message.orElseThrow().identity(line);
    }

    @Override
    public boolean replay() throws IOException {
        return replays.begin(letter);
    }
}
