package com.neuroflash.camel.app;

import com.neuroflash.camel.inbox.FailedPrompts;
import com.neuroflash.camel.source.DirectoryDeadLetters;
import com.neuroflash.camel.source.LineFailure;
import com.neuroflash.camel.source.ReplayDirectory;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Which dead letters a command is about. */
final class LetterSelection {
    static final int DEFAULT_LIMIT = 50;

    @Parameters(
            paramLabel = "ID",
            arity = "0..*",
            description = "letters as replay list shows them, or their beginnings")
    private List<String> ids = List.of();

    @Option(names = "--source", paramLabel = "NAME", description = "only letters of this source, such as inbox or jms")
    private String source;

    @Option(
            names = "--reason",
            paramLabel = "TEXT",
            description = "only letters with this text in a reason, in capital or small letters")
    private String reason;

    @Option(
            names = "--since",
            paramLabel = "TIME",
            description = "only letters since then: a date, an instant (2026-11-22T10:00:00Z) or a duration (2h, 7d)")
    private String since;

    /** Whether anything narrows it. */
    boolean isNarrowed() {
        return !ids.isEmpty() || source != null || reason != null || since != null;
    }

    /** Those that are stored, longest first. */
    List<Letter> of(Settings settings) throws IOException {
        List<Letter> all = new ArrayList<>();
        Path directory = settings.messages().deadLetters();
        ReplayDirectory replays = new ReplayDirectory(directory);
        new DirectoryDeadLetters(directory).list().forEach(letter -> all.add(new MessageLetter(letter, replays)));
        FailedPrompts failed = new FailedPrompts(settings.inbox().directory());
        failed.list().forEach(file -> all.add(new InboxLetter(file, failed)));
        Optional<Instant> from = Optional.ofNullable(since).map(LetterSelection::instant);
        List<Letter> chosen = ids.isEmpty() ? all : named(all);
        return chosen.stream()
                .filter(letter -> source == null || letter.source().equals(source))
                .filter(letter -> reason == null || letter.failures().stream().anyMatch(this::hasReason))
                .filter(letter -> from.isEmpty() || !letter.since().isBefore(from.get()))
                .sorted(Comparator.comparing(Letter::since).thenComparing(Letter::id))
                .toList();
    }

    private List<Letter> named(List<Letter> all) {
        return ids.stream().map(id -> named(id, all)).distinct().toList();
    }

    private static Letter named(String id, List<Letter> all) {
        Optional<Letter> exact =
                all.stream().filter(letter -> letter.id().equals(id)).findFirst();
        List<Letter> found = exact.map(List::of).orElseGet(() -> all.stream()
                .filter(letter -> letter.id().startsWith(id))
                .toList());
        if (found.size() != 1) {
            throw new CommandException("ID: "
                    + (found.isEmpty()
                            ? "no dead letter begins with '" + PlainText.of(id) + "'; replay list shows which there are"
                            : found.size() + " begin with '" + PlainText.of(id) + "'; give more of it"));
        }
        return found.get(0);
    }

    private boolean hasReason(LineFailure failure) {
        return failure.reason().toLowerCase(Locale.ROOT).contains(reason.toLowerCase(Locale.ROOT));
    }

    private static Instant instant(String text) {
        Optional<Instant> ago = Values.readDuration(text).map(Clock.systemUTC().instant()::minus);
        if (ago.isPresent()) {
            return ago.get();
        }
        try {
            return text.contains("T")
                    ? Instant.parse(text)
                    : LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant();
        } catch (DateTimeParseException unreadable) {
            throw new CommandException("--since: expected a date such as 2026-11-22, an instant such as"
                    + " 2026-11-22T10:00:00Z or a duration such as 2h, found '" + PlainText.of(text) + "'");
        }
    }
}
