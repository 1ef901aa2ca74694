package com.neuroflash.camel.component;

import com.neuroflash.camel.component.Credentials.ClientCredentials;
import com.neuroflash.camel.component.Credentials.ReadyToken;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.camel.component.http.HttpComponent;

/** The checked options of a client; endpoints of equal settings share one client. */
record ClientSettings(
        BaseUrl baseUrl,
        String workspaceId,
        Credentials credentials,
        Limits limits,
        Path workDirectory,
        Optional<HttpComponent> httpComponent,
        Optional<HostResolver> hostResolver,
        Optional<ServerDateListener> dateListener) {

    /** Times and sizes. */
    record Limits(
            Duration connectTimeout,
            Duration connectionRequestTimeout,
            Duration responseTimeout,
            Duration readTimeout,
            int maxConnections,
            DataSize maxImageSize,
            Duration retryAfterCap) {}

    /**
     * Checks everything.
     *
     * @throws IllegalArgumentException that lists all problems at once
     */
    static ClientSettings of(NeuroflashConfiguration options) {
        Problems problems = new Problems();
        ClientSettings settings = new ClientSettings(
                problems.collect(() -> BaseUrl.parse(options.getBaseUrl())),
                problems.collect(() -> HeaderValue.checked("workspaceId", options.getWorkspaceId())),
                problems.collect(() -> credentials(options)),
                problems.collect(() -> limits(options)),
                Path.of(Optional.ofNullable(options.getWorkDirectory())
                        .orElseGet(() -> System.getProperty("java.io.tmpdir"))),
                Optional.ofNullable(options.getHttpComponent()),
                Optional.ofNullable(options.getHostResolver()),
                Optional.ofNullable(options.getServerDateListener()));
        problems.throwIfAny();
        return settings;
    }

    private static Credentials credentials(NeuroflashConfiguration options) {
        boolean ready = isSet(options.getAccessToken());
        boolean id = isSet(options.getClientId());
        boolean secret = isSet(options.getClientSecret());
        if (ready && !id && !secret) {
            return new ReadyToken(HeaderValue.checked("accessToken", options.getAccessToken()));
        }
        if (!ready && id && secret) {
            URI tokenUrl = BaseUrl.httpUri("tokenUrl", options.getTokenUrl());
            return new ClientCredentials(tokenUrl, options.getClientId(), options.getClientSecret());
        }
        throw new IllegalArgumentException("set either accessToken, or both clientId and clientSecret; found "
                + (ready ? "accessToken " : "") + (id ? "clientId " : "") + (secret ? "clientSecret" : "")
                + (ready || id || secret ? "" : "none of them"));
    }

    private static Limits limits(NeuroflashConfiguration options) {
        Problems problems = new Problems();
        Limits limits = new Limits(
                problems.collect(() -> positive("connectTimeout", options.getConnectTimeout())),
                problems.collect(() -> positive("connectionRequestTimeout", options.getConnectionRequestTimeout())),
                problems.collect(() -> positive("responseTimeout", options.getResponseTimeout())),
                problems.collect(() -> positive("readTimeout", options.getReadTimeout())),
                options.getMaxConnections(),
                problems.collect(() -> DataSize.parse("maxImageSize", options.getMaxImageSize())),
                problems.collect(() -> positive("retryAfterCap", options.getRetryAfterCap())));
        problems.collect(() -> positive("maxConnections", options.getMaxConnections()));
        problems.throwIfAny();
        return limits;
    }

    private static Duration positive(String name, long value) {
        if (value < 1 || value > Integer.MAX_VALUE) {
            throw new IllegalArgumentException(
                    name + " must be above 0 (and, in milliseconds, below 2^31); found " + value);
        }
        return Duration.ofMillis(value);
    }

    private static boolean isSet(String value) {
        return value != null && !value.isBlank();
    }

    /** Reports all problems of a configuration at once. */
    private static final class Problems {
        private final List<String> found = new ArrayList<>();

        <T> T collect(Supplier<T> value) {
            try {
                return value.get();
            } catch (IllegalArgumentException e) {
                found.add(e.getMessage());
                return null;
            }
        }

        void throwIfAny() {
            if (!found.isEmpty()) {
                throw new IllegalArgumentException(String.join("; ", found));
            }
        }
    }
}
