package com.neuroflash.camel.inbox;

import static java.util.Objects.requireNonNull;

import com.neuroflash.camel.prompt.PromptMessage;
import com.neuroflash.camel.source.Durable;
import com.neuroflash.camel.source.LineFailure;
import com.neuroflash.camel.source.PromptJson;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Writes a prompt that fails when its file has long been moved away as a file of its own into {@code .failed}, with its
 * {@code .error.json} beside it: dropped in again, it resumes under its intent. Nothing there is ever overwritten. Safe
 * for several threads of one process.
 */
public final class DeadLetters {
    private final FailedFiles failed;

    DeadLetters(FailedFiles failed) {
        this.failed = requireNonNull(failed, "failed is null");
    }

    /**
     * Writes {@code <base>-line<N>.json}, a request object whose {@code id} is the intent, and is on the disk at return.
     * A repetition with the same file name, line and intent leaves one letter.
     *
     * @param sourceName the name of the file that the prompt came in; only its last part counts
     * @param message the prompt; its sender's own id is not written
     * @param failure its line, what happened and what to do; it must have an intent
     * @return the letter
     * @throws IOException when a file can't be written; it can be repeated
     */
    public Path write(String sourceName, PromptMessage message, LineFailure failure) throws IOException {
        String intent = failure.intent()
                .orElseThrow(() -> new IllegalArgumentException(
                        "failure of line " + failure.line() + " has no intent; a dead letter needs one as its id"));
        FinalNames names = FinalNames.ofLine(lastPart(sourceName), failure.line());
        synchronized (failed) {
            FailedFiles.Drafts drafts = failed.drafts(intent);
            Durable.write(drafts.content(), (PromptJson.of(message, intent) + "\n").getBytes(StandardCharsets.UTF_8));
            ErrorReport.write(List.of(failure), Map.of(), drafts.errors());
            return failed.publishLetter(names, intent, drafts);
        }
    }

    private static String lastPart(String sourceName) {
        return Optional.ofNullable(Path.of(sourceName).getFileName())
                .map(Path::toString)
                .filter(name -> !name.isEmpty())
                .orElseThrow(() -> new IllegalArgumentException(
                        "sourceName is '" + sourceName + "'; expected the name of a file, such as a.csv"));
    }
}
