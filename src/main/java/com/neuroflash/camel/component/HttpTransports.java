package com.neuroflash.camel.component;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import javax.net.ssl.SSLContext;
import org.apache.camel.CamelContext;
import org.apache.camel.CamelContextAware;
import org.apache.camel.component.http.HttpComponent;
import org.apache.camel.support.jsse.SSLContextParameters;
import org.apache.camel.support.service.ServiceHelper;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManager;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.apache.hc.core5.ssl.SSLContexts;

/** The pools of one client, each opened when it is first needed. */
final class HttpTransports implements AutoCloseable {
    private enum Purpose {
        BILLED,
        READS,
        TOKEN,
        ELSEWHERE
    }

    private interface Opening {
        HttpTransport open() throws Exception;
    }

    private final CamelContext context;
    private final ClientSettings settings;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<Purpose, HttpTransport> open = new EnumMap<>(Purpose.class);
    private PoolingHttpClientConnectionManager guarded;
    private boolean closed;

    HttpTransports(CamelContext context, ClientSettings settings) {
        this.context = context;
        this.settings = settings;
    }

    /** For what is billed: no connection is shared with anything else. */
    HttpTransport billed() {
        return get(Purpose.BILLED, () -> open(
                        settings.baseUrl().uri(), settings.limits().responseTimeout())
                .distrustingKeptConnections()
                .telling(settings.dateListener()));
    }

    HttpTransport reads() {
        return get(Purpose.READS, () -> open(
                        settings.baseUrl().uri(), settings.limits().readTimeout())
                .telling(settings.dateListener()));
    }

    HttpTransport token(URI tokenUrl) {
        return get(Purpose.TOKEN, () -> open(tokenUrl, settings.limits().readTimeout()));
    }

    /** For images on other hosts: connects only to what the resolver returns, directly, and knows no credential. */
    HttpTransport elsewhere() {
        return get(Purpose.ELSEWHERE, this::openElsewhere);
    }

    private HttpTransport get(Purpose purpose, Opening opening) {
        lock.lock();
        try {
            if (closed) {
                throw new IllegalStateException("The neuroflash component was stopped; ask it for a new client");
            }
            HttpTransport transport = open.get(purpose);
            if (transport == null) {
                transport = opening.open();
                open.put(purpose, transport);
            }
            return transport;
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException("camel-http could not be set up for " + purpose, e);
        } finally {
            lock.unlock();
        }
    }

    private HttpTransport open(URI base, Duration silence) throws Exception {
        return HttpTransport.open(httpComponent(base.getScheme()), base, settings.limits(), silence);
    }

    private HttpComponent httpComponent(String scheme) {
        HttpComponent http =
                settings.httpComponent().orElseGet(() -> context.getComponent(scheme, HttpComponent.class));
        CamelContextAware.trySetCamelContext(http, context);
        ServiceHelper.startService(http);
        return http;
    }

    private HttpTransport openElsewhere() throws Exception {
        HttpComponent usual = httpComponent("https");
        guarded = PoolingHttpClientConnectionManagerBuilder.create()
                .setDnsResolver(new OnlyResolved(settings.hostResolver().orElseGet(PublicAddresses::ofSystem)))
                .setTlsSocketStrategy(new DefaultClientTlsStrategy(sslContext(usual), usual.getX509HostnameVerifier()))
                .setMaxConnPerRoute(settings.limits().maxConnections())
                .setMaxConnTotal(settings.limits().maxConnections())
                .build();
        HttpComponent http = new HttpComponent();
        http.setCamelContext(context);
        http.setClientConnectionManager(guarded);
        ServiceHelper.startService(http);
        URI anyHost = URI.create("https://images.invalid");
        return HttpTransport.open(
                http, anyHost, settings.limits(), settings.limits().readTimeout());
    }

    private SSLContext sslContext(HttpComponent http) throws Exception {
        SSLContextParameters parameters = http.getSslContextParameters();
        if (parameters == null && http.isUseGlobalSslContextParameters()) {
            parameters = context.getSSLContextParameters();
        }
        return parameters == null ? SSLContexts.createSystemDefault() : parameters.createSSLContext(context);
    }

    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            open.values().forEach(HttpTransport::close);
            open.clear();
            if (guarded != null) {
                guarded.close();
            }
        } finally {
            lock.unlock();
        }
    }

    /** What was checked is what is connected to: the name is not resolved a second time. */
    private record OnlyResolved(HostResolver resolver) implements DnsResolver {
        @Override
        public InetAddress[] resolve(String host) throws UnknownHostException {
            List<InetAddress> addresses = resolver.resolve(host);
            if (addresses.isEmpty()) {
                throw new UnknownHostException("host " + host + " has no address");
            }
            return addresses.toArray(InetAddress[]::new);
        }

        @Override
        public String resolveCanonicalHostname(String host) {
            return host;
        }
    }
}
