package com.neuroflash.camel.inbox;

import static java.util.Objects.requireNonNull;

import com.neuroflash.camel.intent.Intake;
import com.neuroflash.camel.intent.Pipeline;
import com.neuroflash.camel.ledger.LedgerUnavailableException;
import java.io.File;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
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
    private final Map<Path, PromptFileRun> unmoved = new ConcurrentHashMap<>();
    private final Set<PromptFileRun> open = ConcurrentHashMap.newKeySet();
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
        Optional<Intake.Permit> first = wasReadBefore(file) ? Optional.empty() : firstPermit();
        if (first.isEmpty()) {
            callback.done(true);
            return true;
        }
        AtomicReference<PromptFileRun> self = new AtomicReference<>();
        PromptFileRun run = new PromptFileRun(file, pipeline, finishedFiles, endpoint, prompts, moved -> {
            if (!moved) {
                unmoved.put(file, self.get());
            }
            open.remove(self.get());
            openFiles.release();
            callback.done(false);
        });
        self.set(run);
        open.add(run);
        pipeline.threads().execute(() -> run.feed(first.get()));
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
            Optional<Intake.Permit> permit = pipeline.intake().acquire();
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
        asking = context.getExecutorServiceManager().newSingleThreadScheduledExecutor(this, "prompts-elsewhere");
        asking.scheduleWithFixedDelay(this::askAgain, 1, 1, TimeUnit.SECONDS);
    }

    private void askAgain() {
        try {
            open.forEach(pipeline.intake().isStopped() ? PromptFileRun::stopWaiting : PromptFileRun::askAgain);
        } catch (LedgerUnavailableException away) {
            LOG.debug("the ledger can't be asked: {}", away.getMessage());
        }
    }

    @Override
    protected void doStop() {
        asking.shutdownNow();
        if (prompts != null) {
            prompts.stop();
        }
    }
}
