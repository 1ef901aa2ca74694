package com.neuroflash.camel.source;

import static java.util.Objects.requireNonNull;

import com.neuroflash.camel.intent.Intake;
import com.neuroflash.camel.intent.PipelineProperties;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.Exchange;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The steps of the route {@code replay-dead-letters} around {@code feed-prompts}: a letter becomes the message that it was
 * at first, and goes when that has come to its end. What fails again is a dead letter again, with its count.
 */
public final class LetterReplay {
    private static final Logger LOG = LoggerFactory.getLogger(LetterReplay.class);
    private static final String PLACE = "neuroflash.letter";

    private final PromptEntrance entrance;
    private final ReplayDirectory replays;
    private final Set<Path> ended = ConcurrentHashMap.newKeySet();

    /** Replays what lies there. */
    public LetterReplay(PromptEntrance entrance, ReplayDirectory replays) {
        this.entrance = requireNonNull(entrance, "entrance is null");
        this.replays = requireNonNull(replays, "replays is null");
    }

    /** Takes a letter by its report, with a permit; without one, or without a letter, the exchange ends here. */
    public void take(Exchange exchange) throws IOException {
        Path place = replays.place(exchange.getMessage().getBody(File.class).toPath());
        exchange.getMessage().removeHeaders("*");
        Optional<SourceMessage> message = hasEnded(place) ? Optional.empty() : message(place);
        Optional<Intake.Permit> permit = message.isPresent() ? permit() : Optional.empty();
        if (permit.isEmpty()) {
            exchange.setRouteStop(true);
            return;
        }
        exchange.setProperty(PLACE, place);
        exchange.setProperty(PipelineProperties.PERMIT, permit.get());
        exchange.getMessage().setBody(message.get());
        LOG.debug("{} is replayed: {}", place.getFileName(), message.get());
    }

    /** Removes a letter that has come to its end. */
    public void remove(Exchange exchange) {
        Path place = exchange.getProperty(PLACE, Path.class);
        ended.add(place);
        hasEnded(place);
    }

    /** A letter that can't be removed must not be replayed again: its removal is tried at every look. */
    private boolean hasEnded(Path place) {
        if (!ended.contains(place)) {
            return false;
        }
        try {
            replays.end(place);
            ended.remove(place);
        } catch (IOException stays) {
            LOG.warn("{} was replayed and can't be removed yet: {}", place, stays.toString());
        }
        return true;
    }

    private Optional<SourceMessage> message(Path place) throws IOException {
        Optional<StoredLetter> letter = StoredLetter.read(place);
        if (letter.isPresent()) {
            return Optional.of(letter.get().message().replayed());
        }
        if (Files.exists(place, LinkOption.NOFOLLOW_LINKS)) {
            LOG.error("not replayed: no body or no report that can be read; see {}", replays.putBack(place));
        }
        return Optional.empty();
    }

    private Optional<Intake.Permit> permit() {
        try {
            return entrance.intake().acquire();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }
}
