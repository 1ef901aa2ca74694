package com.neuroflash.camel.source;

import static java.util.Objects.requireNonNull;

import com.neuroflash.camel.intent.Intake;
import com.neuroflash.camel.intent.Pipeline;
import com.neuroflash.camel.intent.PipelineProperties;
import com.neuroflash.camel.intent.PromptIdentity;
import com.neuroflash.camel.intent.PromptSource;
import com.neuroflash.camel.intent.Recall;
import com.neuroflash.camel.intent.WaitingRoom;
import com.neuroflash.camel.ledger.LedgerUnavailableException;
import com.neuroflash.camel.prompt.PromptMessage;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.apache.camel.AsyncCallback;
import org.apache.camel.AsyncProducer;
import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.support.service.ServiceSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The way from the sources of one context into {@code direct:prompt-to-images}. Started with the context; asks after
 * what waits once a second, such as prompts that other processes work on.
 */
public final class PromptEntrance extends ServiceSupport {
    private static final Logger LOG = LoggerFactory.getLogger(PromptEntrance.class);
    private static final String PROMPTS = "direct:prompt-to-images";

    private final CamelContext context;
    private final Pipeline pipeline;
    private final Set<Waiting> waiting = ConcurrentHashMap.newKeySet();
    private ScheduledExecutorService asking;
    private Endpoint endpoint;
    private AsyncProducer prompts;

    private PromptEntrance(CamelContext context, Pipeline pipeline) {
        this.context = requireNonNull(context, "context is null");
        this.pipeline = requireNonNull(pipeline, "pipeline is null");
    }

    /** The entrance of a context that is not started yet. */
    public static PromptEntrance install(CamelContext context, Pipeline pipeline) throws Exception {
        PromptEntrance entrance = new PromptEntrance(context, pipeline);
        context.addService(entrance);
        return entrance;
    }

    /** The pool of permits that a source takes from before it reads its next prompt. */
    public Intake intake() {
        return pipeline.intake();
    }

    Recall recall() {
        return pipeline.recall();
    }

    WaitingRoom waitingRoom() {
        return pipeline.waitingRoom();
    }

    /** The threads on which sources read and prompts are carried. */
    public Executor threads() {
        return pipeline.threads();
    }

    /**
     * Sends one prompt and returns at once.
     *
     * @param permit given back at the end
     * @param atEnd told once: null when every image is delivered, else what made the prompt fail or stay behind
     */
    void send(
            PromptMessage message,
            PromptSource source,
            PromptIdentity identity,
            Intake.Permit permit,
            Consumer<Exception> atEnd) {
        Exchange exchange = endpoint.createExchange();
        exchange.getMessage().setBody(message);
        exchange.setProperty(PipelineProperties.SOURCE, source);
        exchange.setProperty(PipelineProperties.IDENTITY, identity);
        exchange.setProperty(PipelineProperties.PERMIT, permit);
        AtomicBoolean once = new AtomicBoolean();
        AsyncCallback ended = doneSync -> {
            if (once.compareAndSet(false, true)) {
                permit.close();
                atEnd.accept(exchange.getException());
            }
        };
        try {
            prompts.process(exchange, ended);
        } catch (RuntimeException unexpected) {
            exchange.setException(unexpected);
            ended.done(true);
        }
    }

    void begun(Waiting one) {
        waiting.add(one);
    }

    void ended(Waiting one) {
        waiting.remove(one);
    }

    private void askAgain() {
        boolean stopped = intake().isStopped();
        try {
            waiting.forEach(one -> ask(one, stopped));
        } catch (LedgerUnavailableException away) {
            LOG.debug("the ledger can't be asked: {}", away.getMessage());
        }
    }

    /** An error of one must not keep the others waiting, and thrown on it would end all further rounds. */
    private static void ask(Waiting one, boolean stopped) {
        try {
            if (stopped) {
                one.stopWaiting();
            } else {
                one.askAgain();
            }
        } catch (LedgerUnavailableException away) {
            throw away;
        } catch (RuntimeException unexpected) {
            LOG.error("what waits can't go on yet; it is asked after again", unexpected);
        }
    }

    @Override
    protected void doStart() throws Exception {
        endpoint = context.getEndpoint(PROMPTS);
        prompts = endpoint.createAsyncProducer();
        prompts.start();
        asking = context.getExecutorServiceManager().newSingleThreadScheduledExecutor(this, "what-waits");
        asking.scheduleWithFixedDelay(this::askAgain, 1, 1, TimeUnit.SECONDS);
    }

    @Override
    protected void doStop() {
        if (asking != null) {
            asking.shutdownNow();
        }
        if (prompts != null) {
            prompts.stop();
        }
    }
}
