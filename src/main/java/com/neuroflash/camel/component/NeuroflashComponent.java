package com.neuroflash.camel.component;

import com.neuroflash.camel.api.Neuroflash;
import com.neuroflash.camel.component.Credentials.ClientCredentials;
import com.neuroflash.camel.component.Credentials.ReadyToken;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.annotations.Component;
import org.apache.camel.support.DefaultComponent;

/**
 * Speaks the neuroflash image-generation API. Endpoints of equal settings share pools, and all endpoints of equal
 * credentials one access token; stopping the component closes every connection.
 */
@Component("neuroflash")
public class NeuroflashComponent extends DefaultComponent {
    @Metadata(description = "The options that every endpoint starts with")
    private NeuroflashConfiguration configuration = new NeuroflashConfiguration();

    private final Clock clock;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<ClientSettings, NeuroflashClient> clients = new HashMap<>();
    private final Map<Credentials, AccessTokens> tokens = new HashMap<>();
    private final Map<ClientSettings, HttpTransports> transports = new HashMap<>();

    /** For the context that finds it by its scheme. */
    public NeuroflashComponent() {
        this(null);
    }

    /** For {@code context.addComponent}. */
    public NeuroflashComponent(CamelContext context) {
        this(context, Clock.systemUTC());
    }

    NeuroflashComponent(CamelContext context, Clock clock) {
        super(context);
        this.clock = clock;
    }

    /**
     * The API with this component's own options, for Java code. Requests go out as they are, without the default
     * model, number and format of images, which only endpoints fill in.
     *
     * @throws IllegalArgumentException that lists everything that is wrong with the options
     */
    public Neuroflash client() {
        return client(configuration);
    }

    @Override
    protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) throws Exception {
        NeuroflashEndpoint endpoint = new NeuroflashEndpoint(uri, this, configuration.copy());
        endpoint.setOperation(NeuroflashOperation.parse(remaining));
        setProperties(endpoint, parameters);
        return endpoint;
    }

    NeuroflashClient client(NeuroflashConfiguration options) {
        ClientSettings settings = ClientSettings.of(options);
        lock.lock();
        try {
            return clients.computeIfAbsent(settings, this::open);
        } finally {
            lock.unlock();
        }
    }

    private NeuroflashClient open(ClientSettings settings) {
        HttpTransports pools = new HttpTransports(getCamelContext(), settings);
        transports.put(settings, pools);
        AccessTokens shared = tokens.computeIfAbsent(settings.credentials(), key -> accessTokens(settings, pools));
        return new NeuroflashClient(new Calls(settings, pools, shared, clock));
    }

    private AccessTokens accessTokens(ClientSettings settings, HttpTransports pools) {
        if (settings.credentials() instanceof ReadyToken ready) {
            return AccessTokens.ready(ready.accessToken());
        }
        ClientCredentials credentials = (ClientCredentials) settings.credentials();
        return new FetchedTokens(
                new TokenEndpoint(credentials, pools, settings.limits(), clock),
                clock,
                List.of(credentials.clientSecret(), credentials.clientId()));
    }

    @Override
    protected void doStop() throws Exception {
        lock.lock();
        try {
            transports.values().forEach(HttpTransports::close);
            transports.clear();
            clients.clear();
            tokens.clear();
        } finally {
            lock.unlock();
        }
        super.doStop();
    }

    public NeuroflashConfiguration getConfiguration() {
        return configuration;
    }

    public void setConfiguration(NeuroflashConfiguration configuration) {
        this.configuration = configuration;
    }
}
