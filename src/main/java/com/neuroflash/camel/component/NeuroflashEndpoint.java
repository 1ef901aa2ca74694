package com.neuroflash.camel.component;

import org.apache.camel.Category;
import org.apache.camel.Consumer;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.spi.EndpointServiceLocation;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.UriEndpoint;
import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriPath;
import org.apache.camel.support.DefaultEndpoint;

/** Generate, edit, list, view and delete images with the neuroflash image-generation API. */
@UriEndpoint(
        firstVersion = "0.1.0",
        scheme = "neuroflash",
        title = "neuroflash",
        syntax = "neuroflash:operation",
        producerOnly = true,
        category = {Category.AI, Category.CLOUD},
        headersClass = NeuroflashConstants.class)
public class NeuroflashEndpoint extends DefaultEndpoint implements EndpointServiceLocation {
    @UriPath(description = "What to do")
    @Metadata(required = true)
    private NeuroflashOperation operation;

    @UriParam
    private NeuroflashConfiguration configuration;

    /** For the component. */
    public NeuroflashEndpoint(String uri, NeuroflashComponent component, NeuroflashConfiguration configuration) {
        super(uri, component);
        this.configuration = configuration;
    }

    @Override
    public Producer createProducer() {
        return new NeuroflashProducer(this);
    }

    @Override
    public Consumer createConsumer(Processor processor) {
        throw new UnsupportedOperationException(
                "neuroflash:" + operation + " can't be consumed from; call to(\"neuroflash:" + operation
                        + "\"), from a timer to do it regularly");
    }

    @Override
    public NeuroflashComponent getComponent() {
        return (NeuroflashComponent) super.getComponent();
    }

    @Override
    public String getServiceUrl() {
        return configuration.getBaseUrl();
    }

    @Override
    public String getServiceProtocol() {
        return "http";
    }

    public NeuroflashOperation getOperation() {
        return operation;
    }

    public void setOperation(NeuroflashOperation operation) {
        this.operation = operation;
    }

    public NeuroflashConfiguration getConfiguration() {
        return configuration;
    }

    public void setConfiguration(NeuroflashConfiguration configuration) {
        this.configuration = configuration;
    }
}
