package com.neuroflash.camel.app;

import static java.util.Objects.requireNonNull;

import com.neuroflash.camel.kafka.KafkaAccess;
import com.neuroflash.camel.kafka.KafkaPromptsComponent;
import java.util.Optional;
import java.util.Set;
import org.apache.camel.CamelContext;
import org.apache.kafka.common.config.ConfigException;

/** Prompts from a Kafka topic. */
final class KafkaSource implements Source {
    /** Its route file. */
    static final String ROUTE = "consume-kafka";

    private static final String TOPIC = "[A-Za-z0-9._-]{1,249}";
    private static final String BROKER = "([^\\s,:\\[\\]]+|\\[[0-9A-Fa-f:.]+\\]):\\d{1,5}";
    private static final String BROKERS = BROKER + "(\\s*,\\s*" + BROKER + ")*";

    private final String topic;
    private final KafkaAccess access;

    private KafkaSource(String topic, KafkaAccess access) {
        this.topic = requireNonNull(topic, "topic is null");
        this.access = requireNonNull(access, "access is null");
    }

    /** The topic that is configured, if one is. */
    static Optional<KafkaSource> read(Values values, Problems problems) {
        return values.text("kafka.topic").map(topic -> read(topic, values, problems));
    }

    private static KafkaSource read(String topic, Values values, Problems problems) {
        if (!topic.matches(TOPIC)) {
            problems.add("kafka.topic", "expected one topic's name of A-Z a-z 0-9 . _ -, found '" + topic + "'");
        }
        if (values.text("kafka.group").isEmpty()) {
            problems.add("kafka.group", "expected the consumer group that the instances share, found nothing");
        }
        Optional<String> brokers = values.text("kafka.brokers");
        KafkaAccess access = new KafkaAccess(
                brokers.orElse(""), values.text("kafka.group").orElse(""), values.below(KafkaClientKeys.AREA));
        if (brokers.filter(text -> text.matches(BROKERS)).isEmpty()) {
            problems.add(
                    "kafka.brokers",
                    "expected host:port, several separated by commas, found "
                            + brokers.map(text -> "'" + text + "'").orElse("nothing"));
        } else {
            check(access, problems);
        }
        return new KafkaSource(topic, access);
    }

    private static void check(KafkaAccess access, Problems problems) {
        try {
            access.check();
        } catch (ConfigException refused) {
            problems.add(KafkaClientKeys.AREA + "*", "Kafka's consumer refuses it: " + refused.getMessage());
        }
    }

    @Override
    public String name() {
        return "kafka";
    }

    @Override
    public String place() {
        return "the Kafka topic " + topic + " at " + access.brokers();
    }

    @Override
    public boolean takesFromOthers() {
        return true;
    }

    @Override
    public Set<String> routes() {
        return Set.of(ROUTE);
    }

    @Override
    public void bind(CamelContext context, SourceParts parts) {
        context.addComponent(
                KafkaPromptsComponent.SCHEME,
                new KafkaPromptsComponent(access, parts.entrance().intake()));
    }
}
