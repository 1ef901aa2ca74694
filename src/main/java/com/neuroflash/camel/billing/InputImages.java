package com.neuroflash.camel.billing;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** The source images of an edit, in whatever shape a request or the history names them. */
final class InputImages {
    private InputImages() {}

    /** The ids in a row's {@code input_images}, sorted. */
    static List<String> ids(Optional<Object> inputImages) {
        List<String> texts = new ArrayList<>();
        inputImages.ifPresent(value -> collect(value, texts));
        return ids(texts);
    }

    /** The ids in a request's image references, sorted. */
    static List<String> ids(List<String> references) {
        return List.copyOf(
                new TreeSet<>(references.stream().map(InputImages::id).toList()));
    }

    /** {@code /…/image_generation/{id}/view} gives the id; anything else its last segment. */
    private static String id(String reference) {
        String path = reference.replaceAll("[?#].*", "").replaceAll("/+$", "").replaceAll("/view$", "");
        return path.substring(path.lastIndexOf('/') + 1);
    }

    private static void collect(Object value, List<String> texts) {
        if (value instanceof String text && !text.isBlank()) {
            texts.add(text);
        } else if (value instanceof Collection<?> values) {
            values.forEach(element -> collect(element, texts));
        } else if (value instanceof Map<?, ?> map) {
            collect(map.values(), texts);
        }
    }
}
