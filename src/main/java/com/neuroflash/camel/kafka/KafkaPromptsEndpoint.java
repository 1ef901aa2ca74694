package com.neuroflash.camel.kafka;

import static java.util.Objects.requireNonNull;

import org.apache.camel.Consumer;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.support.DefaultEndpoint;

/** One topic that prompts are read from. */
final class KafkaPromptsEndpoint extends DefaultEndpoint {
    private final String topic;

    KafkaPromptsEndpoint(String uri, KafkaPromptsComponent component, String topic) {
        super(uri, component);
        this.topic = requireNonNull(topic, "topic is null");
    }

    @Override
    public Producer createProducer() {
        throw new UnsupportedOperationException("prompts are only read from " + getEndpointUri() + "; write to kafka:");
    }

    @Override
    public Consumer createConsumer(Processor processor) throws Exception {
        KafkaPromptsConsumer consumer =
                new KafkaPromptsConsumer(this, processor, getComponent().intake());
        configureConsumer(consumer);
        return consumer;
    }

    @Override
    public KafkaPromptsComponent getComponent() {
        return (KafkaPromptsComponent) super.getComponent();
    }

    String getTopic() {
        return topic;
    }
}
