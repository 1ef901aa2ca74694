package com.neuroflash.camel.app;

import com.neuroflash.camel.api.GenerationDefaults;
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
import com.neuroflash.camel.source.MessageFeed;
import com.neuroflash.camel.source.PromptEntrance;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.camel.CamelContext;
import org.apache.camel.component.properties.PropertiesComponent;
import org.apache.camel.main.BaseMainSupport;
import org.apache.camel.main.Main;
import org.apache.camel.main.MainListenerSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The running service: Camel with the routes, the pipeline and, without credentials, the simulator. */
final class Service implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Service.class);
    private static final Duration SINK_PATIENCE = Duration.ofSeconds(5);
    private static final int AFTER_THE_PIPELINE_SECONDS = 2;

    private final Main camel = new Main();
    private final Settings settings;
    private final Path workingDirectory;
    private final ApiAccess api;
    private final Sinks sinks;
    private final SettledFiles settledFiles;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final CountDownLatch stopAsked = new CountDownLatch(1);
    private volatile boolean closing;
    private Thread hook;
    private Pipeline pipeline;
    private Ledger ledger;
    private WorkDirectory work;

    private Service(Settings settings, Path workingDirectory, ApiAccess api, Sinks sinks) {
        this.settings = settings;
        this.workingDirectory = workingDirectory;
        this.api = api;
        this.sinks = sinks;
        settledFiles = new SettledFiles(settings.inbox().settleTime(), System::nanoTime);
    }

    /** Starts everything, or nothing: what was started before a failure is closed again. */
    static Service start(Settings settings, Path workingDirectory) {
        Service service = new Service(settings, workingDirectory, ApiAccess.open(settings), Sinks.open(settings));
        Thread hook = new Thread(service::close, "stop");
        Runtime.getRuntime().addShutdownHook(hook);
        service.hook = hook;
        try {
            service.start();
            return service;
        } catch (RuntimeException failure) {
            service.close();
            throw failure;
        } catch (Exception failure) {
            service.close();
            throw new StartException("the service can't start: " + rootCause(failure), failure);
        }
    }

    /** Waits until the process is asked to stop; the stop itself closes this service before the process ends. */
    void awaitStop() {
        try {
            closed.await();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** The running context. */
    CamelContext context() {
        return camel.getCamelContext();
    }

    /** The API that prompts are sent to. */
    ApiAccess api() {
        return api;
    }

    /** Why nothing is taken in, or an empty text while all is well. */
    String pauseReason() {
        return pipeline.pauseReason();
    }

    private void start() throws Exception {
        announce();
        prepareDirectories();
        sinks.all().forEach(Sink::check);
        for (Sink sink : sinks.all()) {
            awaitSink(sink);
        }
        if (closing) {
            return;
        }
        ledger = LedgerStart.open(settings, sinks);
        configure();
        camel.start();
        camel.getCamelContext()
                .getExecutorServiceManager()
                .newSingleThreadScheduledExecutor(this, "retention")
                .scheduleWithFixedDelay(this::forgetOld, 1, 60, TimeUnit.MINUTES);
        LOG.info(
                "ready: prompts from {}, images to {}",
                settings.inbox().enabled() ? settings.inbox().directory() : "no directory",
                sinks.place());
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
        if (settings.sinks().uses(SinkSettings.DIRECTORY) && settings.delivery().defaultDirectory()) {
            Files.createDirectories(settings.delivery().directory());
        }
    }

    /** Nothing is billed before every sink can take it. */
    private void awaitSink(Sink sink) throws InterruptedException {
        Optional<ProbeResult> result = sink.probe();
        String told = "";
        while (result.isPresent() && result.get() instanceof ProbeResult.Unusable unusable && !closing) {
            if (!told.equals(unusable.finding())) {
                told = unusable.finding();
                LOG.warn("paused: the sink can't take images: {}; {}", unusable.finding(), unusable.advice());
            }
            stopAsked.await(SINK_PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            result = sink.probe();
        }
        if (result.isPresent() && result.get() instanceof ProbeResult.Weaker weaker) {
            LOG.warn("the sink promises less: {}; {}", weaker.finding(), weaker.advice());
        }
    }

    private void configure() {
        Properties properties = new Properties();
        properties.putAll(settings.properties());
        camel.setOverrideProperties(properties);
        camel.setDefaultPropertyPlaceholderLocation("false");
        camel.configure()
                .withName("neuroflash-camel")
                .withRoutesIncludePattern(String.join(
                        ",",
                        RouteFiles.locations(
                                workingDirectory,
                                settings.sinks().names(),
                                settings.inbox().enabled(),
                                settings.sources())))
                .withAutoConfigurationLogSummary(false)
                .withShutdownTimeout(AFTER_THE_PIPELINE_SECONDS)
                .withShutdownNowOnTimeout(true);
        sinks.beans().forEach(camel::bind);
        camel.addMainListener(new MainListenerSupport() {
            @Override
            public void beforeInitialize(BaseMainSupport main) {
                // the environment is in our settings already, and there an argument wins
                PropertiesComponent placeholders =
                        (PropertiesComponent) main.getCamelContext().getPropertiesComponent();
                placeholders.setEnvironmentVariableMode(PropertiesComponent.ENVIRONMENT_VARIABLES_MODE_NEVER);
                placeholders.setSystemPropertiesMode(PropertiesComponent.SYSTEM_PROPERTIES_MODE_NEVER);
                try {
                    install(main.getCamelContext());
                } catch (RuntimeException failure) {
                    throw failure;
                } catch (Exception failure) {
                    throw new StartException("the service can't start: " + rootCause(failure), failure);
                }
            }
        });
    }

    private void install(CamelContext context) throws Exception {
        ServerTimekeeper time = new ServerTimekeeper();
        NeuroflashComponent component = api.component();
        component.getConfiguration().setServerDateListener(time);
        context.addComponent("neuroflash", component);
        FinishedFiles finishedFiles = new FinishedFiles(settings.inbox().directory());
        DeadLetterBox box = new DirectoryDeadLetters(settings.messages().deadLetters());
        LateLetters late = new LateLetters(finishedFiles.deadLetters());
        Pipeline.Surroundings surroundings = new Pipeline.Surroundings(ledger, component.client(), time, late);
        pipeline = Pipeline.install(context, pipelineSettings(), billingSettings(), surroundings);
        PromptEntrance entrance = PromptEntrance.install(context, pipeline);
        late.ofMessages(new DeadLetters(entrance, box));
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
        for (Source source : settings.sources()) {
            source.bind(context, new SourceParts(pipeline, entrance, feed));
        }
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
        GenerationDefaults defaults = new GenerationDefaults(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                settings.neuroflash().model(),
                Optional.empty());
        return new PipelineSettings(
                pipeline.concurrency(),
                new Backoff(pipeline.firstBackoff(), pipeline.maxBackoff()),
                new Backoff(pipeline.firstBackoff(), pipeline.maxPause()),
                pipeline.retries(),
                settings.neuroflash().historyDeadline(),
                settings.app().shutdownTimeout(),
                defaults,
                KeyTemplate.compile(settings.delivery().key()),
                settings.sinks().choice(),
                new WorkRoom(work.path(), settings.delivery().maxImageSize()),
                settings.simulated());
    }

    private static String rootCause(Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause.getMessage() == null ? cause.toString() : cause.getMessage();
    }

    @Override
    public void close() {
        closing = true;
        stopAsked.countDown();
        synchronized (this) {
            if (closed.getCount() == 0) {
                return;
            }
            forgetHook();
            try {
                camel.stop();
            } finally {
                settings.sources().forEach(Source::close);
                sinks.close();
                api.close();
                Optional.ofNullable(ledger).ifPresent(Ledger::close);
                Optional.ofNullable(work).ifPresent(WorkDirectory::close);
                closed.countDown();
            }
        }
    }

    private void forgetHook() {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException itRuns) {
            LOG.debug("stopped by a signal");
        }
    }
}
