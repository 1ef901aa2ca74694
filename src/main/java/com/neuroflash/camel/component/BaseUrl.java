package com.neuroflash.camel.component;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;

/** Where the API is: an http or https URL without a trailing slash. */
record BaseUrl(URI uri) {
    private static final String DOCUMENTED = "/api/ds-prototypes";
    private static final String ALSO_DOCUMENTED = "/api/ds-prototypes/image_generation";

    static BaseUrl parse(String text) {
        URI uri = httpUri("baseUrl", text);
        if (uri.getRawQuery() != null || uri.getRawFragment() != null) {
            throw new IllegalArgumentException("baseUrl must have no query and no fragment");
        }
        return new BaseUrl(URI.create(uri.toString().replaceAll("/+$", "")));
    }

    static URI httpUri(String name, String text) {
        URI uri = parseUri(text);
        boolean http = "http".equalsIgnoreCase(uri.getScheme()) || "https".equalsIgnoreCase(uri.getScheme());
        if (!http || uri.getHost() == null || uri.getRawUserInfo() != null || text.contains("{")) {
            throw new IllegalArgumentException(name + " must be an http or https URL without user information");
        }
        return uri;
    }

    private static URI parseUri(String text) {
        try {
            return URI.create(text == null ? "" : text.strip());
        } catch (IllegalArgumentException ignored) {
            // its message would repeat the URL, which may hold a password
            return URI.create("");
        }
    }

    URI operation(String path) {
        return URI.create(uri + path);
    }

    URI history(Optional<String> model, int limit, int offset) {
        String filter = model.map(id -> "&model=" + URLEncoder.encode(id, StandardCharsets.UTF_8))
                .orElse("");
        return URI.create(uri + "/history?limit=" + limit + "&offset=" + offset + filter);
    }

    /** The same host with another path. */
    URI onHost(String path) {
        return URI.create(uri.getScheme() + "://" + uri.getRawAuthority() + path);
    }

    boolean isSameOrigin(URI other) {
        return origin(uri).equals(origin(other));
    }

    private static String origin(URI uri) {
        String scheme = uri.getScheme().toLowerCase(Locale.ROOT);
        int defaultPort = scheme.equals("https") ? 443 : 80;
        int port = uri.getPort() == -1 ? defaultPort : uri.getPort();
        return scheme + "://" + uri.getHost().toLowerCase(Locale.ROOT) + ":" + port;
    }

    /** What to try when nothing is found below this URL. */
    String otherBasePath() {
        String path = uri.getRawPath();
        String suffix = path.endsWith(ALSO_DOCUMENTED) ? ALSO_DOCUMENTED : path.endsWith(DOCUMENTED) ? DOCUMENTED : "";
        String other = suffix.equals(DOCUMENTED) ? ALSO_DOCUMENTED : DOCUMENTED;
        String start = uri.toString();
        String prefix = suffix.isEmpty()
                ? start.substring(0, start.length() - path.length())
                : start.substring(0, start.length() - suffix.length());
        return prefix + other;
    }
}
