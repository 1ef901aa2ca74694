package com.neuroflash.camel.app;

import com.neuroflash.camel.kafka.KafkaAccess;
import java.util.Map;
import java.util.TreeMap;

/** The keys below {@code kafka.client.}: Kafka's own, which it is asked for only when there is one. */
final class KafkaClientKeys {
    /** What is before Kafka's own name of a property. */
    static final String AREA = "kafka.client.";

    private static final String VARIABLES = ConfigurationSources.variable(AREA);

    private KafkaClientKeys() {}

    static boolean isKey(String key) {
        return key.startsWith(AREA) && KafkaAccess.names().contains(key.substring(AREA.length()));
    }

    static boolean isSecret(String key) {
        return key.startsWith(AREA) && KafkaAccess.secrets().contains(key.substring(AREA.length()));
    }

    /** What environment variables say of them. */
    static Map<String, String> of(Map<String, String> environment) {
        Map<String, String> found = new TreeMap<>();
        if (environment.keySet().stream().anyMatch(name -> name.startsWith(VARIABLES))) {
            for (String name : KafkaAccess.names()) {
                String value = environment.get(ConfigurationSources.variable(AREA + name));
                if (value != null) {
                    found.put(AREA + name, value.strip());
                }
            }
        }
        return found;
    }
}
