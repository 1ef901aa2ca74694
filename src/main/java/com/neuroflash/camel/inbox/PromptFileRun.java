package com.neuroflash.camel.inbox;

import com.neuroflash.camel.intent.Counted;
import com.neuroflash.camel.intent.Intake;
import com.neuroflash.camel.prompt.PromptReader;
import com.neuroflash.camel.source.BatchResult;
import com.neuroflash.camel.source.LineFailure;
import com.neuroflash.camel.source.PromptBatch;
import com.neuroflash.camel.source.PromptEntrance;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One file on its way: its prompts are sent, and at their end it is moved. */
final class PromptFileRun {
    private static final Logger LOG = LoggerFactory.getLogger(PromptFileRun.class);

    private final Path file;
    private final FinishedFiles finishedFiles;
    private final PromptBatch batch;
    private final BiConsumer<PromptFileRun, Boolean> atEnd;
    private final FileIdentity fileIdentity;

    private boolean moveFailed;
    private volatile Optional<BatchResult> result = Optional.empty();

    PromptFileRun(
            Path file, PromptEntrance entrance, FinishedFiles finishedFiles, BiConsumer<PromptFileRun, Boolean> atEnd) {
        this.fileIdentity = FileIdentity.of(file);
        this.file = file;
        this.finishedFiles = finishedFiles;
        this.atEnd = atEnd;
        batch = new PromptBatch(file.getFileName().toString(), entrance, identities(), this::ended);
    }

    /** Reads and sends until the end of the file or of the pipeline. */
    void feed(Intake.Permit first) {
        batch.feed(() -> PromptReader.open(file), first);
    }

    private InboxIdentities identities() {
        return new InboxIdentities(
                file.getFileName().toString(), fileIdentity.modified().toInstant());
    }

    private void ended(BatchResult how) {
        boolean moved = false;
        try {
            moved = tryFinish(how);
        } finally {
            result = Optional.of(how);
            atEnd.accept(this, moved);
        }
    }

    /** Whether all its prompts have come to their end. */
    boolean isEnded() {
        return result.isPresent();
    }

    /** Moves the file away; false when that is not possible now, and then it must not be read again but moved later. */
    boolean tryFinish() {
        return result.isPresent() && tryFinish(result.get());
    }

    private synchronized boolean tryFinish(BatchResult how) {
        try {
            finish(how);
            return true;
        } catch (IOException | RuntimeException failure) {
            if (!moveFailed) {
                LOG.error("{} can't be moved out of the inbox yet ({}); it is tried again", file, failure.toString());
            }
            moveFailed = true;
            return false;
        }
    }

    private void finish(BatchResult how) throws IOException {
        if (how.stopped()) {
            LOG.info("{} stays in the inbox; what is delivered or parked of it is in the ledger", file.getFileName());
            return;
        }
        FileOutcome outcome = outcome(how);
        if (!fileIdentity.isSameFileAs(FileIdentity.of(file))) {
            LOG.error(
                    "{} was replaced or removed while it was read; the new one is read next. Delivered of the old one:"
                            + " {}; failed: {}",
                    file.getFileName(),
                    Counted.of(how.delivered(), "prompt"),
                    outcome.failures());
            return;
        }
        finishedFiles.finish(file, outcome.withBytesRead(how.bytesRead()));
        tell(how, outcome);
    }

    /** What can't be read any more is told beside what failed. */
    private static FileOutcome outcome(BatchResult how) {
        boolean nothingElse =
                how.delivered() == 0 && how.parked() == 0 && how.failures().isEmpty();
        if (how.unreadable().isPresent() && nothingElse) {
            return FileOutcome.unreadable(how.unreadable().get());
        }
        List<LineFailure> all = new ArrayList<>(how.failures());
        how.unreadable().ifPresent(all::add);
        return FileOutcome.of(how.delivered(), how.parked(), all);
    }

    private void tell(BatchResult how, FileOutcome outcome) {
        if (how.deliveredBefore() > 0) {
            LOG.info(
                    "{}: {} answered from the ledger, as one that came under the same identity was delivered; nothing was"
                            + " billed for {}",
                    file.getFileName(),
                    Counted.of(how.deliveredBefore(), "prompt"),
                    how.deliveredBefore() == 1 ? "it" : "them");
        }
        if (how.parked() > 0) {
            LOG.info("{}: {}", file.getFileName(), how.told());
        }
        if (outcome.failed() > 0) {
            LOG.warn(
                    "{}: {} delivered, {} failed; see {} below the inbox. The first: {}",
                    file.getFileName(),
                    how.delivered(),
                    outcome.failed(),
                    FinishedFiles.FAILED,
                    outcome.failures().get(0).reason());
        } else {
            LOG.debug("{}: {} delivered", file.getFileName(), how.delivered());
        }
    }
}
