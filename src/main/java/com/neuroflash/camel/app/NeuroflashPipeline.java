package com.neuroflash.camel.app;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.spi.PropertiesSource;
import org.apache.camel.spi.Resource;
import org.apache.camel.spi.ResourceLoader;
import org.apache.camel.support.LifecycleStrategySupport;
import org.apache.camel.support.PluginHelper;

/**
 * The pipeline inside an application's own {@link CamelContext}: {@code direct:prompt-to-images} with the guarantees of the
 * service, its ledger, its sink, and whichever sources are configured; only the inbox is off unless it is asked for. It ends
 * with the context.
 */
public final class NeuroflashPipeline implements AutoCloseable {
    private static final String INBOX = "inbox.enabled";

    private final Installation installation;
    private boolean closed;

    private NeuroflashPipeline(Installation installation) {
        this.installation = installation;
    }

    /**
     * Puts the pipeline into a context that is not started yet; waits for a sink that is away, and logs that it does.
     *
     * @param home an existing directory that belongs to the pipeline: its data lies below it, and {@code config/} and
     *     {@code routes/} in it are read as the service reads those of its working directory
     * @param properties the keys of {@code config/application.properties}, over the files in {@code home}; secrets may be
     *     among them. The process's environment is not read
     * @throws RuntimeException when the configuration has problems, each of which is named, or when the ledger can't be
     *     opened; nothing is left open then
     */
    public static NeuroflashPipeline install(CamelContext context, Path home, Map<String, String> properties)
            throws Exception {
        requireNonNull(context, "context is null");
        if (context.isStarted()) {
            throw new IllegalStateException("expected a context that is not started yet, found " + context.getName()
                    + " running; install the pipeline before start()");
        }
        Path directory = home.toAbsolutePath().normalize();
        Settings settings = settings(directory, properties);
        NeuroflashPipeline pipeline = new NeuroflashPipeline(Installation.of(settings, directory));
        try {
            pipeline.install(context, settings);
            return pipeline;
        } catch (Exception failure) {
            pipeline.close();
            throw failure;
        }
    }

    /** What only the environment may hold on a command line comes from the application's own secrets here. */
    private static Settings settings(Path home, Map<String, String> properties) {
        Map<String, String> arguments = new HashMap<>(Map.of(INBOX, "false"));
        Map<String, String> secrets = new HashMap<>();
        properties.forEach((key, value) -> {
            if (ConfigurationSources.isSecret(key)) {
                secrets.put(ConfigurationSources.variable(key), value);
            } else {
                arguments.put(key, value);
            }
        });
        return new SettingsReader(home, secrets).read(arguments);
    }

    private void install(CamelContext context, Settings settings) throws Exception {
        installation.open();
        context.getPropertiesComponent().addPropertiesSource(new Placeholders(settings.properties()));
        context.addLifecycleStrategy(new LifecycleStrategySupport() {
            @Override
            public void onContextStopped(CamelContext stopped) {
                close();
            }
        });
        installation.install(context);
        List<Resource> routes = new ArrayList<>();
        ResourceLoader resources = PluginHelper.getResourceLoader(context);
        installation.routes().forEach(location -> routes.add(resources.resolveResource(location)));
        PluginHelper.getRoutesLoader(context).loadRoutes(routes);
    }

    /** Why nothing is taken in, or an empty text while all is well. */
    public String pauseReason() {
        return installation.pauseReason();
    }

    /** Lets ledger and sink go. The context does so when it has stopped; call it for one that was never started. */
    @Override
    public synchronized void close() {
        if (!closed) {
            closed = true;
            installation.close();
        }
    }

    /** What the routes' placeholders mean. */
    private record Placeholders(Map<String, String> properties) implements PropertiesSource {
        @Override
        public String getName() {
            return "neuroflash";
        }

        @Override
        public String getProperty(String name) {
            return properties.get(name);
        }
    }
}
