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

/** A message in the directory of dead letters. */
final class MessageLetter implements Letter {
    private static final int SHOWN_DIGITS = 12;

    private final StoredLetter letter;
    private final ReplayDirectory replays;
    private Optional<SourceMessage> message = Optional.empty();

    MessageLetter(StoredLetter letter, ReplayDirectory replays) {
        this.letter = requireNonNull(letter, "letter is null");
        this.replays = requireNonNull(replays, "replays is null");
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
    public PromptReader reader() throws IOException {
        SourceMessage read = letter.message();
        message = Optional.of(read);
        return read.reader();
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
