package com.neuroflash.camel.sqs;

import org.apache.camel.Consumer;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.support.DefaultEndpoint;

/** The configured queue, to consume from. */
final class SqsEndpoint extends DefaultEndpoint {
    private final SqsComponent component;

    SqsEndpoint(String uri, SqsComponent component) {
        super(uri, component);
        this.component = component;
    }

    @Override
    public Producer createProducer() {
        throw new UnsupportedOperationException("nothing can be sent to " + getEndpointUri());
    }

    @Override
    public Consumer createConsumer(Processor processor) {
        return new SqsConsumer(this, processor, component);
    }
}
