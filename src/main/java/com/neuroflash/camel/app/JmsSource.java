package com.neuroflash.camel.app;

import com.neuroflash.camel.jms.JmsBroker;
import com.neuroflash.camel.jms.JmsIntake;
import com.neuroflash.camel.jms.JmsSettings;
import java.util.Optional;
import java.util.Set;
import org.apache.camel.CamelContext;

/** Prompts from a queue of a JMS broker. */
final class JmsSource implements Source {
    static final String ROUTE = "consume-jms";

    private final JmsSettings settings;
    private final JmsBroker broker;

    private JmsSource(JmsSettings settings, JmsBroker broker) {
        this.settings = settings;
        this.broker = broker;
    }

    /** The source, if {@code jms.queue} is set and what belongs to it can be used. */
    static Optional<JmsSource> read(Values values, Problems problems) {
        Optional<String> queue = values.text("jms.queue");
        if (queue.isEmpty()) {
            return Optional.empty();
        }
        if (values.text("jms.url").isEmpty()) {
            problems.add("jms.url", "expected the broker's URL, such as tcp://HOST:61616, found nothing");
            return Optional.empty();
        }
        if (values.text("jms.password").isPresent() && values.text("jms.user").isEmpty()) {
            problems.add("jms.user", "expected it beside jms.password, found nothing");
        }
        return open(
                new JmsSettings(
                        queue.get(),
                        values.text("jms.url").get(),
                        values.text("jms.user"),
                        values.text("jms.password"),
                        values.text("jms.connection-factory")),
                problems);
    }

    private static Optional<JmsSource> open(JmsSettings settings, Problems problems) {
        try {
            return Optional.of(new JmsSource(settings, JmsBroker.of(settings)));
        } catch (IllegalArgumentException unusable) {
            problems.add(settings.factory().isPresent() ? "jms.connection-factory" : "jms.url", unusable.getMessage());
            return Optional.empty();
        }
    }

    @Override
    public String name() {
        return "jms";
    }

    @Override
    public boolean takesFromOthers() {
        return true;
    }

    @Override
    public String place() {
        return settings.place();
    }

    @Override
    public Set<String> routes() {
        return Set.of(ROUTE);
    }

    @Override
    public Optional<String> trouble() {
        return broker.trouble();
    }

    @Override
    public void bind(CamelContext context, SourceParts parts) {
        JmsIntake.bind(
                context, broker, name(), settings.queue(), parts.entrance().intake());
    }

    @Override
    public void close() {
        broker.close();
    }
}
