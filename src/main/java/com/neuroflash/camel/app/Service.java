package com.neuroflash.camel.app;

import java.nio.file.Path;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
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
    private static final int AFTER_THE_PIPELINE_SECONDS = 2;

    private final Main camel = new Main();
    private final Settings settings;
    private final Installation installation;
    private final CountDownLatch closed = new CountDownLatch(1);
    private Thread hook;

    private Service(Settings settings, Installation installation) {
        this.settings = settings;
        this.installation = installation;
    }

    /** Starts everything, or nothing: what was started before a failure is closed again. */
    static Service start(Settings settings, Path workingDirectory) {
        Service service = new Service(settings, Installation.of(settings, workingDirectory));
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
        return installation.api();
    }

    /** Why nothing is taken in, or an empty text while all is well. */
    String pauseReason() {
        return installation.pauseReason();
    }

    private void start() throws Exception {
        if (!installation.open()) {
            return;
        }
        configure();
        camel.start();
        LOG.info(
                "ready: prompts from {}, images to {}",
                settings.inbox().enabled() ? settings.inbox().directory() : "no directory",
                installation.sinks());
    }

    private void configure() {
        Properties properties = new Properties();
        properties.putAll(settings.properties());
        camel.setOverrideProperties(properties);
        camel.setDefaultPropertyPlaceholderLocation("false");
        camel.configure()
                .withName("neuroflash-camel")
                .withRoutesIncludePattern(String.join(",", installation.routes()))
                .withAutoConfigurationLogSummary(false)
                .withShutdownTimeout(AFTER_THE_PIPELINE_SECONDS)
                .withShutdownNowOnTimeout(true);
        camel.addMainListener(new MainListenerSupport() {
            @Override
            public void beforeInitialize(BaseMainSupport main) {
                // the environment is in our settings already, and there an argument wins
                PropertiesComponent placeholders =
                        (PropertiesComponent) main.getCamelContext().getPropertiesComponent();
                placeholders.setEnvironmentVariableMode(PropertiesComponent.ENVIRONMENT_VARIABLES_MODE_NEVER);
                placeholders.setSystemPropertiesMode(PropertiesComponent.SYSTEM_PROPERTIES_MODE_NEVER);
                try {
                    installation.install(main.getCamelContext());
                } catch (RuntimeException failure) {
                    throw failure;
                } catch (Exception failure) {
                    throw new StartException("the service can't start: " + rootCause(failure), failure);
                }
            }
        });
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
        installation.stopWaiting();
        synchronized (this) {
            if (closed.getCount() == 0) {
                return;
            }
            forgetHook();
            boolean ran = camel.isStarted();
            try {
                camel.stop();
            } finally {
                installation.close();
                if (ran) {
                    LOG.info("stopped");
                }
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
