package com.neuroflash.camel.app;

import com.neuroflash.camel.delivery.ProbeResult;
import com.neuroflash.camel.delivery.SinkProbe;
import jakarta.jms.ConnectionFactory;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.camel.Endpoint;
import org.apache.camel.Producer;
import org.apache.camel.component.file.GenericFileEndpoint;
import org.apache.camel.component.jms.JmsEndpoint;
import org.apache.camel.component.properties.PropertiesComponent;
import org.apache.camel.main.BaseMainSupport;
import org.apache.camel.main.Main;
import org.apache.camel.main.MainListenerSupport;
import org.springframework.beans.factory.DisposableBean;

/**
 * Tries a configured Camel endpoint as far as that is possible without disturbing who reads there: a tiny file is put
 * and removed again where files go, a broker is only connected to, of anything else nothing is known but its options.
 * Works in a context of its own, so that a sink that is away stops no start.
 */
final class EndpointProbe implements SinkProbe {
    private static final String PROMISE =
            "; what is put there is put at least once, under a name that stays the same, and is not compared";

    private final String uri;
    private final Map<String, String> properties;

    /** What is asked of the endpoint while its context lives. */
    private interface Question<T> {
        T ask(Endpoint endpoint) throws Exception;
    }

    /**
     * Opens nothing by itself.
     *
     * @param uri with placeholders; never shown, it may hold a password
     * @param properties what placeholders and components see
     */
    EndpointProbe(String uri, Map<String, String> properties) {
        this.uri = uri;
        this.properties = properties;
    }

    /** The endpoint in words: its component, and no option, since any may be secret. */
    String place() {
        return "the endpoint " + uri.substring(0, uri.indexOf(':'));
    }

    /**
     * Asks nobody, so that what waiting can't mend stops a start.
     *
     * @throws ConfigurationException when there is no such component or option, or a put can't be repeated
     */
    void check() {
        try {
            in(endpoint -> {
                requireRepeatable(endpoint);
                return endpoint;
            });
        } catch (Exception wrong) {
            throw new ConfigurationException(List.of("delivery.endpoint: " + reason(wrong)));
        }
    }

    @Override
    public ProbeResult probe() {
        try {
            return in(this::tryOut);
        } catch (Exception failure) {
            return new ProbeResult.Unusable(
                    place() + " can't be used: " + reason(failure),
                    "mend delivery.endpoint and what it names, or see to the server that it leads to");
        }
    }

    private ProbeResult tryOut(Endpoint endpoint) throws Exception {
        requireRepeatable(endpoint);
        if (endpoint instanceof GenericFileEndpoint<?> files) {
            return new FileTrial(place(), files).run();
        }
        return endpoint instanceof JmsEndpoint queue ? connect(queue) : unknown();
    }

    private static void requireRepeatable(Endpoint endpoint) {
        if (endpoint instanceof GenericFileEndpoint<?> files) {
            FileTrial.requireRepeatable(files);
        }
    }

    /** Nothing is sent: whoever reads there would find it. */
    private ProbeResult connect(JmsEndpoint queue) throws Exception {
        queue.setTestConnectionOnStartup(true);
        try (Producer producer = queue.createProducer()) {
            producer.start();
        } finally {
            release(queue.getConfiguration().getConnectionFactory());
        }
        return usable(
                place() + " has a broker that answers; nothing was sent, so whether it takes messages shows the first"
                        + " image",
                "let whoever reads there drop what it has seen, by the header neuroflashKey");
    }

    /** A factory that keeps its connections is this context's own. */
    private static void release(ConnectionFactory connections) throws Exception {
        if (connections instanceof DisposableBean cached) {
            cached.destroy();
        } else if (connections instanceof AutoCloseable closeable) {
            closeable.close();
        }
    }

    private ProbeResult unknown() {
        return usable(
                place() + " was not tried: its options are known, whether it takes objects shows the first image",
                "see to it that the same name replaces the same object there");
    }

    static ProbeResult.Weaker usable(String finding, String advice) {
        return new ProbeResult.Weaker(finding + PROMISE, advice);
    }

    /** The innermost cause says what is wrong; the ones around it repeat the address. No option's value is shown. */
    private static String reason(Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        String message = String.valueOf(cause.getMessage()).replaceAll("=[^&,}\\]\\s]+", "=...");
        return cause.getClass().getSimpleName() + ": " + PlainText.of(message);
    }

    private <T> T in(Question<T> question) throws Exception {
        Main main = new Main();
        try {
            configure(main);
            main.start();
            return question.ask(main.getCamelContext().getEndpoint(uri));
        } finally {
            main.stop();
        }
    }

    private void configure(Main main) {
        Properties all = new Properties();
        all.putAll(properties);
        main.setOverrideProperties(all);
        main.setDefaultPropertyPlaceholderLocation("false");
        main.configure()
                .withName("endpoint-probe")
                .withRoutesIncludePattern("false")
                .withAutoConfigurationLogSummary(false);
        main.addMainListener(new MainListenerSupport() {
            @Override
            public void beforeInitialize(BaseMainSupport starting) {
                PropertiesComponent placeholders =
                        (PropertiesComponent) starting.getCamelContext().getPropertiesComponent();
                placeholders.setEnvironmentVariableMode(PropertiesComponent.ENVIRONMENT_VARIABLES_MODE_NEVER);
                placeholders.setSystemPropertiesMode(PropertiesComponent.SYSTEM_PROPERTIES_MODE_NEVER);
            }
        });
    }
}
