package com.neuroflash.camel.component;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.Exchange;
import org.apache.camel.Producer;
import org.apache.camel.component.http.CompositeHttpConfigurer;
import org.apache.camel.component.http.HttpComponent;
import org.apache.camel.component.http.HttpConstants;
import org.apache.camel.component.http.HttpEndpoint;
import org.apache.camel.spi.Synchronization;
import org.apache.camel.support.service.ServiceHelper;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManager;
import org.apache.hc.core5.pool.ConnPoolControl;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;

/**
 * Calls over one camel-http endpoint, so one pool of connections. Every call is a fresh exchange of our own: nothing of
 * any message gets near it, and the control headers of camel-http on it are ours.
 */
final class HttpTransport implements AutoCloseable {
    private static final TimeValue IDLE = TimeValue.ofSeconds(1);

    private static final ServerDateListener NOBODY = (date, roundTrip) -> {};

    private final HttpEndpoint endpoint;
    private final Producer producer;
    private final ServerDateListener dates;

    private HttpTransport(HttpEndpoint endpoint, Producer producer, ServerDateListener dates) {
        this.dates = dates;
        this.endpoint = endpoint;
        this.producer = producer;
    }

    /**
     * Opens a pool.
     *
     * @param silence how long the other side may say nothing
     */
    static HttpTransport open(HttpComponent http, URI base, ClientSettings.Limits limits, Duration silence)
            throws Exception {
        Map<String, Object> timeouts = new HashMap<>();
        timeouts.put("connectTimeout", Timeout.of(limits.connectTimeout()));
        timeouts.put("connectionRequestTimeout", Timeout.of(limits.connectionRequestTimeout()));
        timeouts.put("responseTimeout", Timeout.of(silence));
        timeouts.put("soTimeout", Timeout.of(silence));
        timeouts.put("connectionsPerRoute", limits.maxConnections());
        timeouts.put("maxTotalConnections", limits.maxConnections());
        String host = base.getScheme() + "://" + base.getRawAuthority();
        HttpEndpoint endpoint = (HttpEndpoint) http.createEndpoint(host, timeouts);
        configure(endpoint);
        ServiceHelper.startService(endpoint);
        Producer producer = endpoint.createProducer();
        ServiceHelper.startService(producer);
        return new HttpTransport(endpoint, producer, NOBODY);
    }

    private static void configure(HttpEndpoint endpoint) {
        CompositeHttpConfigurer configurer = new CompositeHttpConfigurer();
        configurer.addConfigurer(endpoint.getHttpClientConfigurer());
        configurer.addConfigurer(new SingleAttempt());
        endpoint.setHttpClientConfigurer(configurer);
        endpoint.setHeaderFilterStrategy(new WireHeaders());
        endpoint.setThrowExceptionOnFailure(false);
        endpoint.setDisableStreamCache(true);
        endpoint.setCopyHeaders(false);
        endpoint.setSkipControlHeaders(false);
        endpoint.setSkipRequestHeaders(false);
        endpoint.setSkipResponseHeaders(false);
        endpoint.setTransferException(false);
        endpoint.setBridgeEndpoint(false);
        // these would log tokens and prompts
        endpoint.setLogHttpActivity(false);
        endpoint.setHttpActivityListener(null);
    }

    /** The same pool, whose answers' dates are told to {@code listener}. */
    HttpTransport telling(Optional<ServerDateListener> listener) {
        return listener.map(some -> new HttpTransport(endpoint, producer, some)).orElse(this);
    }

    /** Looks at every connection of an own pool before using it again, which costs a millisecond at most. */
    HttpTransport distrustingKeptConnections() {
        boolean shared = endpoint.getComponent().getClientConnectionManager() != null;
        if (!shared && endpoint.getClientConnectionManager() instanceof PoolingHttpClientConnectionManager pool) {
            pool.setDefaultConnectionConfig(ConnectionConfig.custom()
                    .setValidateAfterInactivity(TimeValue.ZERO_MILLISECONDS)
                    .build());
        }
        return this;
    }

    /** Sends a billed request, and never on a connection that the server may have given up meanwhile. */
    HttpAnswer sendBilled(HttpCall call, Duration deadline, Runnable lastCheck) throws IOException {
        if (endpoint.getClientConnectionManager() instanceof ConnPoolControl<?> pool) {
            pool.closeIdle(IDLE);
        }
        return SingleAttempt.checked(lastCheck, () -> send(call, deadline));
    }

    /**
     * Sends one request.
     *
     * @param deadline how long the whole answer may take
     * @throws RequestNotSentException when no byte of it can have left
     * @throws IOException when it may have been sent
     */
    HttpAnswer send(HttpCall call, Duration deadline) throws IOException {
        long begin = System.nanoTime();
        long end = begin + deadline.toNanos();
        Exchange exchange = exchange(call);
        try {
            producer.process(exchange);
            InputStream body = exchange.getMessage().getBody(InputStream.class);
            HttpAnswer answer =
                    new HttpAnswer(exchange.getMessage(), body == null ? InputStream.nullInputStream() : body, end);
            answer.date().ifPresent(date -> dates.heard(date, Duration.ofNanos(System.nanoTime() - begin)));
            return answer;
        } catch (Exception e) {
            release(exchange);
            throw e instanceof IOException io
                    ? io
                    : new IOException(e.getClass().getSimpleName(), e);
        }
    }

    private Exchange exchange(HttpCall call) {
        Exchange exchange = endpoint.createExchange();
        exchange.setProperty(Exchange.SKIP_GZIP_ENCODING, Boolean.TRUE);
        exchange.getIn().setHeader(HttpConstants.HTTP_METHOD, call.method());
        exchange.getIn().setHeader(HttpConstants.HTTP_URI, call.url().toString());
        call.headers().forEach(exchange.getIn()::setHeader);
        exchange.getIn().setBody(call.body());
        return exchange;
    }

    /** camel-http leaves the connection to the end of the exchange, which is here. */
    private static void release(Exchange exchange) {
        List<Synchronization> completions = exchange.getExchangeExtension().handoverCompletions();
        if (completions != null) {
            completions.forEach(completion -> completion.onComplete(exchange));
        }
    }

    @Override
    public void close() {
        ServiceHelper.stopAndShutdownServices(producer, endpoint);
    }
}
