package com.neuroflash.camel.component;

import com.neuroflash.camel.api.Neuroflash;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.impl.DefaultCamelContext;

/** The component in a context of its own. */
final class Component implements AutoCloseable {
    static final String TOKEN = "token-of-the-test";

    private final DefaultCamelContext context = new DefaultCamelContext();
    private final NeuroflashComponent neuroflash;
    private final ProducerTemplate template;

    private Component(String origin, Clock clock) {
        neuroflash = new NeuroflashComponent(context, clock);
        context.disableJMX();
        context.addComponent("neuroflash", neuroflash);
        options().setBaseUrl(origin + "/api/ds-prototypes");
        options().setWorkspaceId("workspace-1");
        options().setAccessToken(TOKEN);
        options().setReadTimeout(10_000);
        options().setResponseTimeout(10_000);
        context.start();
        template = context.createProducerTemplate();
    }

    static Component of(ApiServer server) {
        return of(server.origin());
    }

    static Component of(String origin) {
        return new Component(origin, Clock.systemUTC());
    }

    static Component withClientCredentials(ApiServer server, Clock clock) {
        Component component = new Component(server.origin(), clock);
        component.options().setAccessToken(null);
        component.options().setClientId("client-1");
        component.options().setClientSecret("s&e=c+r%e t/ä");
        component.options().setTokenUrl(server.tokenUrl().toString());
        return component;
    }

    NeuroflashConfiguration options() {
        return neuroflash.getConfiguration();
    }

    NeuroflashComponent component() {
        return neuroflash;
    }

    Neuroflash client() {
        return neuroflash.client();
    }

    CamelContext context() {
        return context;
    }

    /** Sends a message and gives back the exchange, or throws what the producer threw. */
    Exchange send(String uri, Object body, Map<String, Object> headers) throws Exception {
        Exchange exchange = template.send(uri, message -> {
            message.getIn().setBody(body);
            message.getIn().setHeaders(new HashMap<>(headers));
        });
        if (exchange.getException() != null) {
            throw exchange.getException();
        }
        return exchange;
    }

    @Override
    public void close() {
        context.stop();
    }
}
