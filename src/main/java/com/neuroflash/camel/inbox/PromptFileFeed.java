package com.neuroflash.camel.inbox;

import static java.util.Objects.requireNonNull;

import com.neuroflash.camel.intent.Intake;
import com.neuroflash.camel.intent.Pipeline;
import com.neuroflash.camel.ledger.LedgerUnavailableException;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.apache.camel.AsyncCallback;
import org.apache.camel.AsyncProducer;
import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
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
    private static final String PROMPTS = "direct:prompt-to-images";

    private final CamelContext context;
    private final Pipeline pipeline;
    private final FinishedFiles finishedFiles;
    private final Semaphore openFiles;
    private final Map<Path, PromptFileRun> files = new ConcurrentHashMap<>();
    private ScheduledExecutorService asking;
    private Endpoint endpoint;
    private AsyncProducer prompts;

    /**
     * A feed.
     *
     * @param mostOpenFiles how many files are read at once
     */
    public PromptFileFeed(CamelContext context, Pipeline pipeline, FinishedFiles finishedFiles, int mostOpenFiles) {
        this.context = requireNonNull(context, "context is null");
        this.pipeline = requireNonNull(pipeline, "pipeline is null");
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
        PromptFileRun run = new PromptFileRun(file, pipeline, finishedFiles, endpoint, prompts, (ended, moved) -> {
            if (moved) {
                files.remove(file, ended);
            }
            openFiles.release();
            callback.done(false);
        });
        files.put(file, run);
        try {
            pipeline.threads().execute(() -> run.feed(first.get()));
        } catch (RejectedExecutionException stopped) {
            files.remove(file, run);
            first.get().close();
            openFiles.release();
            callback.done(true);
            return true;
        }
        return false;
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
                permit = pipeline.intake().acquire();
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
    protected void doStart() throws Exception {
        endpoint = context.getEndpoint(PROMPTS);
        prompts = endpoint.createAsyncProducer();
        prompts.start();
        asking = context.getExecutorServiceManager().newSingleThreadScheduledExecutor(this, "prompts-elsewhere");
        asking.scheduleWithFixedDelay(this::askAgain, 1, 1, TimeUnit.SECONDS);
    }

    private void askAgain() {
        try {
            boolean stopped = pipeline.intake().isStopped();
            files.values().forEach(stopped ? PromptFileRun::stopWaiting : PromptFileRun::askAgain);
        } catch (LedgerUnavailableException away) {
            LOG.debug("the ledger can't be asked: {}", away.getMessage());
        }
    }

    @Override
    protected void doStop() {
        asking.shutdownNow();
        files.values().stream().filter(PromptFileRun::isEnded).forEach(PromptFileRun::tryFinish);
        if (prompts != null) {
            prompts.stop();
        }
    }
}
