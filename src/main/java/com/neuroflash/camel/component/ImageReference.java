package com.neuroflash.camel.component;

import com.neuroflash.camel.api.RejectedException;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.regex.Pattern;

/** Where an image lies: on the configured host, as a path, or on another one. */
sealed interface ImageReference {
    /** A path on the configured host; credentials go with it. */
    record OnHost(String path) implements ImageReference {}

    /** An https URL of another host; no credential goes there. */
    record Elsewhere(URI url) implements ImageReference {}

    Pattern IMAGE_ID = Pattern.compile("(?!\\.{1,2}$)[A-Za-z0-9._-]{1,200}");
    Pattern PATH = Pattern.compile("/(?!/)[A-Za-z0-9._~!$&'()*+,;=:@%/-]*(\\?[A-Za-z0-9._~!$&'()*+,;=:@%/?-]*)?");
    Pattern CLIMBING = Pattern.compile(".*/\\.{1,2}/.*");
    Pattern HIDDEN = Pattern.compile("%(2e|2f|5c|00|0a|0d)", Pattern.CASE_INSENSITIVE);

    /** Accepts an image id, a path relative to the host, or an absolute URL. */
    static ImageReference parse(String operation, String reference, BaseUrl base) {
        if (IMAGE_ID.matcher(reference).matches()) {
            return new OnHost("/api/ds-prototypes/image_generation/" + reference + "/view");
        }
        if (reference.startsWith("/")) {
            return new OnHost(checkedPath(operation, reference, base));
        }
        URI url = absolute(operation, reference, base);
        if (base.isSameOrigin(url)) {
            String query = url.getRawQuery() == null ? "" : "?" + url.getRawQuery();
            return new OnHost(checkedPath(operation, url.getRawPath() + query, base));
        }
        if (!"https".equalsIgnoreCase(url.getScheme())) {
            throw refused(operation, "a URL of scheme " + url.getScheme() + " on another host or port", base);
        }
        return new Elsewhere(url);
    }

    /** The path that {@code image_urls} takes; refuses any other host. */
    static String relativePath(String operation, String reference, BaseUrl base) {
        ImageReference parsed = parse(operation, reference, base);
        if (parsed instanceof OnHost onHost) {
            return onHost.path();
        }
        throw refused(operation, "a URL of another host", base);
    }

    /** An id that is safe as one segment of a path. */
    static String checkedId(String operation, String imageId) {
        if (imageId == null || !IMAGE_ID.matcher(imageId).matches()) {
            throw new RejectedException(
                    operation,
                    0,
                    "",
                    operation + ": expected an image id of letters, digits, '.', '_' and '-', at most 200 of them;"
                            + " nothing was sent",
                    null);
        }
        return imageId;
    }

    private static String checkedPath(String operation, String path, BaseUrl base) {
        String withoutQuery = path.split("\\?", 2)[0];
        boolean climbs = CLIMBING.matcher("/" + withoutQuery + "/").matches();
        if (!PATH.matcher(path).matches()
                || climbs
                || HIDDEN.matcher(withoutQuery).find()) {
            throw refused(
                    operation, "a path with '..', '//', a backslash or another character of no image's path", base);
        }
        return path;
    }

    private static URI absolute(String operation, String reference, BaseUrl base) {
        try {
            URI url = new URI(reference.split("#", 2)[0]);
            boolean http = url.getScheme() != null
                    && url.getScheme().toLowerCase(Locale.ROOT).matches("https?");
            if (http && url.getHost() != null && url.getRawUserInfo() == null) {
                return url;
            }
        } catch (URISyntaxException ignored) {
            // its message repeats the reference; ours says what is expected
        }
        throw refused(operation, "something else", base);
    }

    private static RejectedException refused(String operation, String found, BaseUrl base) {
        return new RejectedException(
                operation,
                0,
                "",
                operation + ": expected an image id, a path relative to the host such as"
                        + " /api/ds-prototypes/image_generation/{image_id}/view, or an absolute URL of "
                        + base.onHost("") + "; found " + found + "; nothing was sent",
                null);
    }
}
