package com.neuroflash.camel.app;

import com.neuroflash.camel.component.NeuroflashComponent;
import com.neuroflash.camel.delivery.KeyTemplate;
import com.neuroflash.camel.delivery.ProbeResult;
import com.neuroflash.camel.inbox.FinishedFiles;
import com.neuroflash.camel.inbox.InboxFilter;
import com.neuroflash.camel.inbox.PromptFileFeed;
import com.neuroflash.camel.inbox.SettledFiles;
import com.neuroflash.camel.intent.Backoff;
import com.neuroflash.camel.intent.BillingSettings;
import com.neuroflash.camel.intent.Pipeline;
import com.neuroflash.camel.intent.PipelineSettings;
import com.neuroflash.camel.intent.ServerTimekeeper;
import com.neuroflash.camel.intent.WorkRoom;
import com.neuroflash.camel.ledger.Ledger;
import com.neuroflash.camel.ledger.LedgerUnavailableException;
import com.neuroflash.camel.source.DeadLetterBox;
import com.neuroflash.camel.source.DeadLetters;
import com.neuroflash.camel.source.DirectoryDeadLetters;
import com.neuroflash.camel.source.EndpointDeadLetters;
import com.neuroflash.camel.source.LetterReplay;
import com.neuroflash.camel.source.MessageFeed;
import com.neuroflash.camel.source.PromptEntrance;
import com.neuroflash.camel.source.ReplayDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.camel.CamelContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The pipeline with what it needs around it, to be put into a context: the API, the sink, the ledger, the sources. */
final class Installation implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Installation.class);
    private static final Duration SINK_PATIENCE = Duration.ofSeconds(5);

    private final Settings settings;
    private final Path workingDirectory;
    private final ApiAccess api;
    private final Sinks sinks;
    private final SettledFiles settledFiles;
    private final CountDownLatch stopAsked = new CountDownLatch(1);
    private volatile boolean closing;
    private Pipeline pipeline;
    private Ledger ledger;
    private WorkDirectory work;

    private Installation(Settings settings, Path workingDirectory, ApiAccess api, Sinks sinks) {
        this.settings = settings;
        this.workingDirectory = workingDirectory;
        this.api = api;
        this.sinks = sinks;
        settledFiles = new SettledFiles(settings.inbox().settleTime(), System::nanoTime);
    }

    /** Of these settings; nothing but the simulator runs yet. */
    static Installation of(Settings settings, Path workingDirectory) {
        return new Installation(settings, workingDirectory, ApiAccess.open(settings), Sinks.open(settings));
    }

    /** The API that prompts are sent to. */
    ApiAccess api() {
        return api;
    }

    /** The sinks in words. */
    String sinks() {
        return sinks.place();
    }

    /** Why nothing is taken in, or an empty text while all is well. */
    String pauseReason() {
        return pipeline.pauseReason();
    }

    /** Camel's locations of the routes to load. */
    List<String> routes() {
        return RouteFiles.locations(workingDirectory, settings);
    }

    /** Makes everything ready, waiting for a sink that is away; false when it was asked to stop meanwhile. */
    boolean open() throws IOException, InterruptedException {
        announce();
        prepareDirectories();
        settings.sources().forEach(Source::requireFree);
        for (Sink sink : sinks.all()) {
            awaitSink(sink);
        }
        if (!closing) {
            ledger = LedgerStart.open(settings, sinks);
        }
        return !closing;
    }

    private void announce() {
        if (settings.simulated()) {
            LOG.info(
                    "SIMULATED: no API is configured, so the built-in simulator at {} makes the images; they are not"
                            + " neuroflash's and cost nothing",
                    api.baseUrl());
        } else {
            LOG.info("API: {}", api.baseUrl());
        }
    }

    private void prepareDirectories() throws IOException {
        work = WorkDirectory.open(settings.app().workDirectory());
        if (settings.inbox().enabled()) {
            if (settings.simulated()) {
                FirstSteps.welcome(settings.inbox().directory());
            }
            Files.createDirectories(settings.inbox().directory());
            settledFiles.lookInto(settings.inbox().directory());
        }
        sinks.makeDefaultDirectory(settings);
    }

    /** Nothing is billed before every sink can take it. */
    private void awaitSink(Sink sink) throws InterruptedException {
        Optional<ProbeResult> result = sink.probe();
        String told = "";
        while (result.isPresent() && result.get() instanceof ProbeResult.Unusable unusable && !closing) {
            if (!told.equals(unusable.finding())) {
                told = unusable.finding();
                sink.check();
                LOG.warn("the start waits: the sink can't take images: {}; {}", unusable.finding(), unusable.advice());
            }
            stopAsked.await(SINK_PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            result = sink.probe();
        }
        if (result.isPresent() && result.get() instanceof ProbeResult.Weaker weaker) {
            LOG.warn("the sink promises less: {}; {}", weaker.finding(), weaker.advice());
        }
    }

    /** Puts beans and services into a context that is not started yet; the routes are loaded by the caller. */
    void install(CamelContext context) throws Exception {
        ServerTimekeeper time = new ServerTimekeeper();
        NeuroflashComponent component = api.component();
        component.getConfiguration().setServerDateListener(time);
        context.addComponent("neuroflash", component);
        FinishedFiles finishedFiles = new FinishedFiles(settings.inbox().directory());
        DeadLetterBox directory = new DirectoryDeadLetters(settings.messages().deadLetters());
        DeadLetterBox box = deadLetterBox(context, directory);
        LateLetters late = new LateLetters(
                finishedFiles.deadLetters(),
                ledger.operator(),
                settings.pipeline().maxPause());
        Pipeline.Surroundings surroundings =
                new Pipeline.Surroundings(ledger, component.client(), time, late, sinks::areReady);
        pipeline = Pipeline.install(context, pipelineSettings(), billingSettings(), surroundings);
        PromptEntrance entrance = PromptEntrance.install(context, pipeline);
        late.ofMessages(new DeadLetters(entrance, box.orElse(directory))::store);
        late.startTrying(context.getExecutorServiceManager().newSingleThreadScheduledExecutor(this, "late-letters"));
        if (settings.inbox().enabled()) {
            context.getRegistry().bind("inboxFilter", new InboxFilter(settledFiles));
            context.getRegistry()
                    .bind(
                            "promptFileFeed",
                            new PromptFileFeed(
                                    entrance, finishedFiles, settings.pipeline().concurrency()));
        }
        MessageFeed feed = new MessageFeed(entrance, box, settings.messages().maxSize());
        context.getRegistry().bind("feedPrompts", feed);
        ReplayDirectory replays = new ReplayDirectory(settings.messages().deadLetters());
        context.getRegistry().bind("letterReplay", new LetterReplay(entrance, replays));
        sinks.beans().forEach(context.getRegistry()::bind);
        for (Source source : settings.sources()) {
            source.bind(context, new SourceParts(pipeline, entrance, feed, sinks.place()));
        }
        context.getExecutorServiceManager()
                .newSingleThreadScheduledExecutor(this, "retention")
                .scheduleWithFixedDelay(this::forgetOld, 1, 60, TimeUnit.MINUTES);
    }

    private DeadLetterBox deadLetterBox(CamelContext context, DeadLetterBox directory) throws Exception {
        Optional<String> endpoint = settings.messages().endpointPlace();
        return endpoint.isPresent() ? EndpointDeadLetters.install(context, endpoint.get()) : directory;
    }

    private BillingSettings billingSettings() {
        return new BillingSettings(
                api.account(),
                api.principal(),
                settings.billing().toRules(),
                settings.budget().toBudget(),
                settings.ledger().lease(),
                settings.pipeline().maxHold(),
                settings.pipeline().maxParked());
    }

    private PipelineSettings pipelineSettings() {
        Settings.Pipeline pipeline = settings.pipeline();
        return new PipelineSettings(
                pipeline.concurrency(),
                new Backoff(pipeline.firstBackoff(), pipeline.maxBackoff()),
                new Backoff(pipeline.firstBackoff(), pipeline.maxPause()),
                pipeline.retries(),
                settings.neuroflash().historyDeadline(),
                settings.app().shutdownTimeout(),
                settings.neuroflash().defaults(),
                KeyTemplate.compile(settings.delivery().key()),
                settings.sinks().choice(),
                new WorkRoom(work.path(), settings.delivery().maxImageSize()),
                settings.simulated());
    }

    private void forgetOld() {
        try {
            Retention.purge(
                    ledger.operator(),
                    settings.ledger().retention(),
                    Clock.systemUTC().instant());
        } catch (LedgerUnavailableException away) {
            LOG.debug("old prompts are forgotten later: {}", away.getMessage());
        }
    }

    /** Lets {@link #open} give up. */
    void stopWaiting() {
        closing = true;
        stopAsked.countDown();
    }

    /** Lets everything go, after the context has stopped or if it never starts. */
    @Override
    public void close() {
        stopWaiting();
        Optional.ofNullable(pipeline).ifPresent(Pipeline::stop);
        settings.sources().forEach(Source::close);
        sinks.close();
        api.close();
        Optional.ofNullable(ledger).ifPresent(Ledger::close);
        Optional.ofNullable(work).ifPresent(WorkDirectory::close);
    }
}
