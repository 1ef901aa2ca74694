package com.neuroflash.camel.kafka;

import static java.util.Objects.requireNonNull;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * How the brokers are reached, by trusted configuration alone; masked in the text form.
 *
 * @param brokers host:port, separated by commas
 * @param group the consumer group, which the instances of one ledger share
 * @param client further properties of Kafka's consumer, under their own names
 */
public record KafkaAccess(String brokers, String group, Map<String, String> client) {
    /** What the promise rests on, and what has a key of its own. */
    private static final Set<String> OURS = Set.of(
            ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
            ConsumerConfig.GROUP_ID_CONFIG,
            ConsumerConfig.GROUP_PROTOCOL_CONFIG,
            ConsumerConfig.GROUP_REMOTE_ASSIGNOR_CONFIG,
            ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
            ConsumerConfig.AUTO_COMMIT_INTERVAL_MS_CONFIG,
            ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG,
            ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG,
            ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG,
            ConsumerConfig.MAX_POLL_RECORDS_CONFIG);

    private static final Map<String, String> USUAL = Map.of(
            ConsumerConfig.CLIENT_ID_CONFIG, "neuroflash-camel",
            // a new group must not skip the prompts that came before it
            ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest",
            // what its producer took back is not paid for
            ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed",
            // a topic with a typing error is not made
            ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, "false");

    /** Checks that all are there and copies the properties. */
    public KafkaAccess {
        requireNonNull(brokers, "brokers is null");
        requireNonNull(group, "group is null");
        client = Map.copyOf(client);
    }

    /** The names that {@link #client} may use. */
    public static Set<String> names() {
        Set<String> names = new TreeSet<>(ConsumerConfig.configNames());
        names.removeAll(OURS);
        return names;
    }

    /** Those whose value is a secret. */
    public static Set<String> secrets() {
        Set<String> secrets = names();
        secrets.removeIf(name -> ConsumerConfig.configDef().configKeys().get(name).type != ConfigDef.Type.PASSWORD);
        return secrets;
    }

    /**
     * Finds what a consumer would refuse, without connecting.
     *
     * @throws ConfigException that names the property; its text may hold the value
     */
    public void check() {
        new ConsumerConfig(properties(1));
    }

    /** What a consumer is made with. */
    Map<String, Object> properties(int recordsAPoll) {
        Map<String, Object> properties = new HashMap<>(USUAL);
        properties.putAll(client);
        properties.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, brokers);
        properties.put(ConsumerConfig.GROUP_ID_CONFIG, group);
        properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        properties.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
        properties.put(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
        properties.put(ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG, CooperativeStickyAssignor.class.getName());
        properties.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, recordsAPoll);
        return properties;
    }

    @Override
    public String toString() {
        return "KafkaAccess[" + brokers + ", group " + group + "]";
    }
}
