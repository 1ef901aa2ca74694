package com.neuroflash.camel.inbox;

import static java.util.Objects.requireNonNull;

import com.neuroflash.camel.intent.Intake;
import java.io.File;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.camel.AsyncCallback;
import org.apache.camel.AsyncProducer;
import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.support.AsyncProcessorSupport;

/**
 * Feeds the prompts of a file, one by one and each with a permit, to {@code direct:prompt-to-images}, and moves the file
 * when the last of them has come to its end. The polling thread waits for the first permit, so that files wait in the
 * inbox and not in memory.
 */
public final class PromptFileFeed extends AsyncProcessorSupport {
    private static final String PROMPTS = "direct:prompt-to-images";

    private final CamelContext context;
    private final Intake intake;
    private final ExecutorService threads;
    private final FinishedFiles finishedFiles;
    private final Semaphore openFiles;
    private final Map<Path, PromptFileRun> unmoved = new ConcurrentHashMap<>();
    private Endpoint endpoint;
    private AsyncProducer prompts;

    /**
     * A feed.
     *
     * @param threads one is taken for each file that is being read
     * @param mostOpenFiles how many files are read at once
     */
    public PromptFileFeed(
            CamelContext context,
            Intake intake,
            ExecutorService threads,
            FinishedFiles finishedFiles,
            int mostOpenFiles) {
        this.context = requireNonNull(context, "context is null");
        this.intake = requireNonNull(intake, "intake is null");
        this.threads = requireNonNull(threads, "threads is null");
        this.finishedFiles = requireNonNull(finishedFiles, "finishedFiles is null");
        openFiles = new Semaphore(mostOpenFiles);
    }

    @Override
    public boolean process(Exchange exchange, AsyncCallback callback) {
        Path file = exchange.getMessage().getBody(File.class).toPath();
        Optional<Intake.Permit> first = wasReadBefore(file) ? Optional.empty() : firstPermit();
        if (first.isEmpty()) {
            callback.done(true);
            return true;
        }
        AtomicReference<PromptFileRun> self = new AtomicReference<>();
        PromptFileRun run = new PromptFileRun(file, intake, finishedFiles, endpoint, prompts, moved -> {
            if (!moved) {
                unmoved.put(file, self.get());
            }
            openFiles.release();
            callback.done(false);
        });
        self.set(run);
        threads.execute(() -> run.feed(first.get()));
        return false;
    }

    /** A file whose prompts have come to their end but which could not be moved is only moved, never read again. */
    private boolean wasReadBefore(Path file) {
        PromptFileRun earlier = unmoved.get(file);
        if (earlier == null) {
            return false;
        }
        boolean same = earlier.isOf(FileIdentity.of(file));
        if (!same || earlier.tryFinish()) {
            unmoved.remove(file);
        }
        return same;
    }

    private Optional<Intake.Permit> firstPermit() {
        try {
            openFiles.acquire();
            Optional<Intake.Permit> permit = intake.acquire();
            if (permit.isEmpty()) {
                openFiles.release();
            }
            return permit;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    @Override
    protected void doStart() throws Exception {
        endpoint = context.getEndpoint(PROMPTS);
        prompts = endpoint.createAsyncProducer();
        prompts.start();
    }

    @Override
    protected void doStop() {
        if (prompts != null) {
            prompts.stop();
        }
    }
}
