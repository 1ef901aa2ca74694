package com.neuroflash.camel.component;

import com.neuroflash.camel.api.GenerationDefaults;
import java.util.Optional;
import org.apache.camel.RuntimeCamelException;
import org.apache.camel.component.http.HttpComponent;
import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriParams;

/** The options that component and endpoints share; durations are milliseconds here and texts such as 10s outside. */
@UriParams
public class NeuroflashConfiguration implements Cloneable {

    @UriParam(
            label = "producer",
            defaultValue = "https://app.neuroflash.com/api/ds-prototypes",
            description =
                    "The API's base URL. The vendor documents two base paths: /api/ds-prototypes and /api/ds-prototypes/image_generation.")
    private String baseUrl = "https://app.neuroflash.com/api/ds-prototypes";

    @UriParam(label = "producer", description = "The workspace whose quota pays for the images")
    private String workspaceId;

    @UriParam(
            label = "security",
            secret = true,
            description = "A ready access token. Set either this, or clientId and clientSecret.")
    private String accessToken;

    @UriParam(label = "security", secret = true, description = "The client id of OAuth 2 client credentials")
    private String clientId;

    @UriParam(label = "security", secret = true, description = "The client secret of OAuth 2 client credentials")
    private String clientSecret;

    @UriParam(
            label = "security",
            defaultValue = "https://id.neuroflash.com/oauth/v2/token",
            description = "Where OAuth 2 client credentials are exchanged for an access token")
    private String tokenUrl = "https://id.neuroflash.com/oauth/v2/token";

    @UriParam(label = "producer", description = "The model's id for requests that name none, such as nano-banana-2")
    private String model;

    @UriParam(label = "producer", description = "How many images to ask for when a request does not say")
    private Integer numImages;

    @UriParam(label = "producer", description = "The aspect ratio for requests that name none, such as 16:9")
    private String aspectRatio;

    @UriParam(label = "producer", description = "The image format for requests that name none, such as png")
    private String outputFormat;

    @UriParam(
            label = "producer",
            description =
                    "Whether to ask the server not to raise the number of images because of the prompt's words, when a request does not say")
    private Boolean limitGenerations;

    @UriParam(
            label = "timeout",
            javaType = "java.time.Duration",
            defaultValue = "10s",
            description = "How long connecting may take, and after it the TLS handshake")
    private long connectTimeout = 10_000;

    @UriParam(
            label = "timeout",
            javaType = "java.time.Duration",
            defaultValue = "3m",
            description = "How long to wait for a free connection of the pool")
    private long connectionRequestTimeout = 180_000;

    @UriParam(
            label = "timeout",
            javaType = "java.time.Duration",
            defaultValue = "5m",
            description = "How long a generation or the download of an image may take until its last byte")
    private long responseTimeout = 300_000;

    @UriParam(
            label = "timeout",
            javaType = "java.time.Duration",
            defaultValue = "30s",
            description =
                    "How long the answer to any other call may take, and the longest silence while an image arrives")
    private long readTimeout = 30_000;

    @UriParam(
            label = "advanced",
            defaultValue = "20",
            description =
                    "How many connections at most to each host, in each of the pools for generations and for reads")
    private int maxConnections = 20;

    @UriParam(label = "producer", defaultValue = "50MB", description = "The largest image that is taken, such as 25MB")
    private String maxImageSize = "50MB";

    @UriParam(
            label = "advanced",
            javaType = "java.time.Duration",
            defaultValue = "1h",
            description = "The longest wait that is taken over from the server's Retry-After")
    private long retryAfterCap = 3_600_000;

    @UriParam(
            label = "producer",
            description =
                    "Where view puts images whose target is not named; the system's temporary directory when not set")
    private String workDirectory;

    @UriParam(
            label = "advanced",
            description =
                    "The camel-http component that carries the calls, with its proxies, TLS and pools; the context's own http or https component when not set. Images on other hosts are fetched with its TLS settings, but never through its proxy.")
    private HttpComponent httpComponent;

    @UriParam(
            label = "advanced,security",
            description =
                    "Resolves the hosts of images that lie on another host than the API. The default takes the system's addresses and refuses private, loopback, link-local, unique-local and multicast ones.")
    private HostResolver hostResolver;

    @UriParam(
            label = "advanced",
            description = "Hears the API's own time from every answer. What it does must return at once.")
    private ServerDateListener serverDateListener;

    public ServerDateListener getServerDateListener() {
        return serverDateListener;
    }

    public void setServerDateListener(ServerDateListener serverDateListener) {
        this.serverDateListener = serverDateListener;
    }

    public String getBaseUrl() {
        return baseUrl;
    }

    public void setBaseUrl(String baseUrl) {
        this.baseUrl = baseUrl;
    }

    public String getWorkspaceId() {
        return workspaceId;
    }

    public void setWorkspaceId(String workspaceId) {
        this.workspaceId = workspaceId;
    }

    public String getAccessToken() {
        return accessToken;
    }

    public void setAccessToken(String accessToken) {
        this.accessToken = accessToken;
    }

    public String getClientId() {
        return clientId;
    }

    public void setClientId(String clientId) {
        this.clientId = clientId;
    }

    public String getClientSecret() {
        return clientSecret;
    }

    public void setClientSecret(String clientSecret) {
        this.clientSecret = clientSecret;
    }

    public String getTokenUrl() {
        return tokenUrl;
    }

    public void setTokenUrl(String tokenUrl) {
        this.tokenUrl = tokenUrl;
    }

    public String getModel() {
        return model;
    }

    public void setModel(String model) {
        this.model = model;
    }

    public Integer getNumImages() {
        return numImages;
    }

    public void setNumImages(Integer numImages) {
        this.numImages = numImages;
    }

    public String getAspectRatio() {
        return aspectRatio;
    }

    public void setAspectRatio(String aspectRatio) {
        this.aspectRatio = aspectRatio;
    }

    public String getOutputFormat() {
        return outputFormat;
    }

    public void setOutputFormat(String outputFormat) {
        this.outputFormat = outputFormat;
    }

    public Boolean getLimitGenerations() {
        return limitGenerations;
    }

    public void setLimitGenerations(Boolean limitGenerations) {
        this.limitGenerations = limitGenerations;
    }

    public long getConnectTimeout() {
        return connectTimeout;
    }

    public void setConnectTimeout(long connectTimeout) {
        this.connectTimeout = connectTimeout;
    }

    public long getConnectionRequestTimeout() {
        return connectionRequestTimeout;
    }

    public void setConnectionRequestTimeout(long connectionRequestTimeout) {
        this.connectionRequestTimeout = connectionRequestTimeout;
    }

    public long getResponseTimeout() {
        return responseTimeout;
    }

    public void setResponseTimeout(long responseTimeout) {
        this.responseTimeout = responseTimeout;
    }

    public long getReadTimeout() {
        return readTimeout;
    }

    public void setReadTimeout(long readTimeout) {
        this.readTimeout = readTimeout;
    }

    public int getMaxConnections() {
        return maxConnections;
    }

    public void setMaxConnections(int maxConnections) {
        this.maxConnections = maxConnections;
    }

    public String getMaxImageSize() {
        return maxImageSize;
    }

    public void setMaxImageSize(String maxImageSize) {
        this.maxImageSize = maxImageSize;
    }

    public long getRetryAfterCap() {
        return retryAfterCap;
    }

    public void setRetryAfterCap(long retryAfterCap) {
        this.retryAfterCap = retryAfterCap;
    }

    public String getWorkDirectory() {
        return workDirectory;
    }

    public void setWorkDirectory(String workDirectory) {
        this.workDirectory = workDirectory;
    }

    public HttpComponent getHttpComponent() {
        return httpComponent;
    }

    public void setHttpComponent(HttpComponent httpComponent) {
        this.httpComponent = httpComponent;
    }

    public HostResolver getHostResolver() {
        return hostResolver;
    }

    public void setHostResolver(HostResolver hostResolver) {
        this.hostResolver = hostResolver;
    }

    GenerationDefaults defaults() {
        return new GenerationDefaults(
                Optional.ofNullable(numImages),
                Optional.ofNullable(aspectRatio),
                Optional.ofNullable(outputFormat),
                Optional.ofNullable(model),
                Optional.ofNullable(limitGenerations));
    }

    NeuroflashConfiguration copy() {
        try {
            return (NeuroflashConfiguration) clone();
        } catch (CloneNotSupportedException e) {
            throw new RuntimeCamelException(e);
        }
    }

    /** Names no credential. */
    @Override
    public String toString() {
        return "NeuroflashConfiguration[" + baseUrl + ", workspace " + workspaceId + "]";
    }
}
