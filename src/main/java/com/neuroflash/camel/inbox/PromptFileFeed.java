package com.neuroflash.camel.inbox;

import static java.util.Objects.requireNonNull;

import com.neuroflash.camel.intent.Intake;
import com.neuroflash.camel.source.PromptEntrance;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.apache.camel.support.AsyncProcessorSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Feeds the prompts of a file, one by one and each with a permit, to {@code direct:prompt-to-images}, and moves the file
 * when the last of them has come to its end. The polling thread waits for the first permit, so that files wait in the
 * inbox and not in memory.
 */
public final class PromptFileFeed extends AsyncProcessorSupport {
    private static final Logger LOG = LoggerFactory.getLogger(PromptFileFeed.class);

    private final PromptEntrance entrance;
    private final FinishedFiles finishedFiles;
    private final Semaphore openFiles;
    private final Map<Path, PromptFileRun> files = new ConcurrentHashMap<>();

    /**
     * A feed.
     *
     * @param mostOpenFiles how many files are read at once
     */
    public PromptFileFeed(PromptEntrance entrance, FinishedFiles finishedFiles, int mostOpenFiles) {
        this.entrance = requireNonNull(entrance, "entrance is null");
        this.finishedFiles = requireNonNull(finishedFiles, "finishedFiles is null");
        openFiles = new Semaphore(mostOpenFiles);
    }

    @Override
    public boolean process(Exchange exchange, AsyncCallback callback) {
        Path file = exchange.getMessage().getBody(File.class).toPath();
        Optional<Intake.Permit> first = mayRead(file) ? firstPermit() : Optional.empty();
        if (first.isEmpty()) {
            callback.done(true);
            return true;
        }
        PromptFileRun run = new PromptFileRun(file, entrance, finishedFiles, (ended, moved) -> {
            if (moved) {
                files.remove(file, ended);
            }
            callback.done(false);
        });
        files.put(file, run);
        try {
            entrance.threads().execute(() -> read(run, first.get()));
        } catch (RejectedExecutionException stopped) {
            files.remove(file, run);
            first.get().close();
            openFiles.release();
            callback.done(true);
            return true;
        }
        return false;
    }

    /** A file that is read to its end is open no longer, even while its prompts wait. */
    private void read(PromptFileRun run, Intake.Permit first) {
        try {
            run.feed(first);
        } finally {
            openFiles.release();
        }
    }

    /**
     * A file is read once: what is on its way, or could not be moved at its end, is never read again. Only files of the
     * very inbox are: another's would never leave it.
     */
    private boolean mayRead(Path file) {
        if (!finishedFiles.isInInbox(file)) {
            LOG.error("{} is not in the inbox and is not read; the route watch-inbox must watch inbox.directory", file);
            return false;
        }
        PromptFileRun earlier = files.get(file);
        if (earlier != null && earlier.isEnded() && earlier.tryFinish()) {
            files.remove(file, earlier);
        }
        return earlier == null && Files.exists(file);
    }

    private Optional<Intake.Permit> firstPermit() {
        Optional<Intake.Permit> permit = Optional.empty();
        try {
            openFiles.acquire();
            try {
                permit = entrance.intake().acquire();
            } finally {
                if (permit.isEmpty()) {
                    openFiles.release();
                }
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        return permit;
    }

    @Override
    protected void doStop() {
        files.values().stream().filter(PromptFileRun::isEnded).forEach(PromptFileRun::tryFinish);
    }
}
