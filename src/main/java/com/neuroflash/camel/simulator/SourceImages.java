package com.neuroflash.camel.simulator;

import com.fasterxml.jackson.databind.node.TextNode;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds an edit's source images by the relative paths that the history gives. */
final class SourceImages {
    private static final Pattern PATH = Pattern.compile(Pattern.quote(SimulatorSettings.VENDOR_BASE) + "/([^/]+)/view");
    private static final Pattern ABSOLUTE = Pattern.compile("(?i)([a-z][a-z0-9+.-]*:)?//.*");

    private final Store store;

    SourceImages(Store store) {
        this.store = store;
    }

    /** @throws Refusal 500 for an absolute URL, as the real server does; 422 for another text; 404 for no image */
    List<StoredImage> find(List<String> urls) {
        return urls.stream().map(this::find).toList();
    }

    private StoredImage find(String url) {
        if (ABSOLUTE.matcher(url).matches()) {
            throw Refusal.detail(500, "Internal Server Error");
        }
        Matcher matcher = PATH.matcher(url);
        if (!matcher.matches()) {
            throw Refusal.invalid(List.of(Refusal.FieldError.body(
                    "image_urls",
                    "Input should be a relative path as output_image_url of the history gives it",
                    "value_error",
                    TextNode.valueOf(url))));
        }
        return store.row(matcher.group(1))
                .map(HistoryRow::image)
                .orElseThrow(() -> Refusal.detail(404, "Input image not found"));
    }
}
