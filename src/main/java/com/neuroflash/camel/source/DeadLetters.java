package com.neuroflash.camel.source;

import static java.util.Objects.requireNonNull;

import com.neuroflash.camel.billing.Identity;
import com.neuroflash.camel.intent.PromptFailedException;
import com.neuroflash.camel.ledger.AttemptRecord;
import com.neuroflash.camel.ledger.ImageRecord;
import com.neuroflash.camel.ledger.ImageState;
import com.neuroflash.camel.ledger.IntentRecord;
import com.neuroflash.camel.prompt.PromptFormat;
import com.neuroflash.camel.prompt.PromptMessage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** Writes dead letters with what the ledger knows of each failed prompt. */
public final class DeadLetters {
    private final PromptEntrance entrance;
    private final DeadLetterBox box;
    private final UnstoredLetters unstored = new UnstoredLetters();

    /** Writes into a box. */
    public DeadLetters(PromptEntrance entrance, DeadLetterBox box) {
        this.entrance = requireNonNull(entrance, "entrance is null");
        this.box = requireNonNull(box, "box is null");
    }

    /** Stores a message of which something failed; says where. */
    String store(SourceMessage message, List<LineFailure> failures) throws IOException {
        return box.store(
                new DeadLetter(message, failures.stream().map(this::failed).toList()));
    }

    /** Stores a message that is refused unread; says where. */
    String store(RefusedMessage refused, LineFailure failure) throws IOException {
        return box.store(new DeadLetter(refused.message(), List.of(failed(failure)), true));
    }

    /** Why a message failed whose letter could not be stored when it came before. */
    Optional<List<LineFailure>> unstored(SourceMessage message) {
        return unstored.find(message);
    }

    /** Remembers what the letter of a message that comes again is to say; false when that is known already. */
    boolean isNewlyUnstored(SourceMessage message, List<LineFailure> failures) {
        return unstored.add(message, failures);
    }

    /** A message has its letter. */
    void stored(SourceMessage message) {
        unstored.remove(message);
    }

    /**
     * Stores a prompt that fails when its message has long been acknowledged, as an object under its intent; says where.
     *
     * @throws IOException when it is not known to be stored; it can be repeated
     */
    public String store(IntentRecord intent, PromptFailedException failure) throws IOException {
        String id = intent.identity().asId();
        PromptMessage prompt = new PromptMessage(
                intent.request().request(),
                Optional.empty(),
                intent.origin().name(),
                intent.origin().metadata(),
                intent.sink());
        SourceMessage message = new SourceMessage(
                intent.origin().source(),
                intent.origin().file().orElse(intent.origin().source()),
                id,
                PromptJson.of(prompt, id).getBytes(StandardCharsets.UTF_8),
                PromptFormat.JSON,
                0);
        return store(message, List.of(LineFailure.of(1, failure.of(intent.identity()))));
    }

    private DeadLetter.Failed failed(LineFailure failure) {
        Optional<IntentRecord> story =
                failure.intent().flatMap(Identity::resumed).flatMap(entrance.recall()::story);
        List<ImageRecord> paid = story.map(DeadLetters::paidImages).orElse(List.of());
        int delivered = (int) paid.stream()
                .filter(image -> image.state() == ImageState.DELIVERED)
                .count();
        int attempts = story.map(record -> record.attempts().size()).orElse(0);
        return new DeadLetter.Failed(failure, attempts, paid.size(), delivered);
    }

    private static List<ImageRecord> paidImages(IntentRecord story) {
        Optional<String> billed = story.billed().map(AttemptRecord::id);
        return story.images().stream()
                .filter(image -> billed.filter(image.attemptId()::equals).isPresent())
                .toList();
    }
}
