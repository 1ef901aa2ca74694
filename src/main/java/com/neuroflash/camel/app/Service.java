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
import com.neuroflash.camel.intent.Pipeline;
import com.neuroflash.camel.intent.PipelineSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import org.apache.camel.CamelContext;
import org.apache.camel.main.BaseMainSupport;
import org.apache.camel.main.Main;
import org.apache.camel.main.MainListenerSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The running service: Camel with the routes, the pipeline and, without credentials, the simulator. */
final class Service implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Service.class);

    private final Main camel = new Main();
    private final Settings settings;
    private final Path workingDirectory;
    private final ApiAccess api;
    private final Sink sink;
    private final SettledFiles settledFiles;
    private final CountDownLatch closed = new CountDownLatch(1);
    private Pipeline pipeline;

    private Service(Settings settings, Path workingDirectory, ApiAccess api, Sink sink) {
        this.settings = settings;
        this.workingDirectory = workingDirectory;
        this.api = api;
        this.sink = sink;
        settledFiles = new SettledFiles(settings.inbox().settleTime(), System::nanoTime);
    }

    /** Starts everything, or nothing: what was started before a failure is closed again. */
    static Service start(Settings settings, Path workingDirectory) {
        Service service = new Service(settings, workingDirectory, ApiAccess.open(settings), Sink.open(settings));
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
        Runtime.getRuntime().addShutdownHook(new Thread(this::close, "stop"));
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
        reportSink();
        configure();
        camel.start();
        LOG.info(
                "ready: prompts from {}, images to {}",
                settings.inbox().enabled() ? settings.inbox().directory() : "no directory",
                sink.place());
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
        WorkDirectory.prepare(settings.app().workDirectory());
        if (settings.inbox().enabled()) {
            if (settings.simulated()) {
                FirstSteps.welcome(settings.inbox().directory());
            }
            Files.createDirectories(settings.inbox().directory());
            settledFiles.lookInto(settings.inbox().directory());
        }
        if (settings.delivery().isDirectory()) {
            Files.createDirectories(settings.delivery().directory());
        }
    }

    private void reportSink() {
        Optional<ProbeResult> result = sink.probe();
        if (result.isPresent() && result.get() instanceof ProbeResult.Weaker weaker) {
            LOG.warn("the sink promises less: {}; {}", weaker.finding(), weaker.advice());
        } else if (result.isPresent() && result.get() instanceof ProbeResult.Unusable unusable) {
            LOG.warn("the sink can't take images now: {}; {}", unusable.finding(), unusable.advice());
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
                                settings.delivery().sink(),
                                settings.inbox().enabled())))
                .withAutoConfigurationLogSummary(false)
                .withShutdownTimeout((int) settings.app().shutdownTimeout().toSeconds() + 10)
                .withShutdownNowOnTimeout(true);
        sink.beans().forEach(camel::bind);
        camel.addMainListener(new MainListenerSupport() {
            @Override
            public void beforeInitialize(BaseMainSupport main) {
                install(main.getCamelContext());
            }
        });
    }

    private void install(CamelContext context) {
        NeuroflashComponent component = api.component();
        context.addComponent("neuroflash", component);
        pipeline = Pipeline.install(
                context, pipelineSettings(), () -> component.client().models());
        if (settings.inbox().enabled()) {
            Settings.Inbox inbox = settings.inbox();
            context.getRegistry().bind("inboxFilter", new InboxFilter(settledFiles));
            context.getRegistry()
                    .bind(
                            "promptFileFeed",
                            new PromptFileFeed(
                                    context,
                                    pipeline.intake(),
                                    pipeline.threads(),
                                    new FinishedFiles(inbox.directory()),
                                    settings.pipeline().concurrency()));
        }
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
                settings.app().workDirectory(),
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
    public synchronized void close() {
        if (closed.getCount() == 0) {
            return;
        }
        try {
            camel.stop();
        } finally {
            sink.close();
            api.close();
            closed.countDown();
        }
    }
}
