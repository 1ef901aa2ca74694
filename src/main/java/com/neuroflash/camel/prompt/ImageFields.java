package com.neuroflash.camel.prompt;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** The source images of an edit, given by references or by ids, never by both. */
final class ImageFields {
    static final int MOST_IMAGES = 20;
    static final int MOST_OF_URL = 2_000;

    private static final Pattern ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_-]{0,127}");

    private final List<FieldProblem> problems;

    ImageFields(List<FieldProblem> problems) {
        this.problems = problems;
    }

    List<String> read(Optional<JsonNode> urls, Optional<JsonNode> ids) {
        if (urls.isPresent() && ids.isPresent()) {
            refuse(MessageFields.IMAGE_IDS, "is given together with image_urls; give only one of them");
        }
        List<String> references = new ArrayList<>();
        urls.ifPresent(list -> addAll(references, MessageFields.IMAGE_URLS, list));
        ids.ifPresent(list -> addAll(references, MessageFields.IMAGE_IDS, list));
        return references;
    }

    private void addAll(List<String> references, String field, JsonNode list) {
        if (!list.isArray()) {
            refuse(field, "expected a list of texts, found " + Shown.node(list));
        } else if (list.isEmpty() || list.size() > MOST_IMAGES) {
            refuse(
                    field,
                    "expected 1 to " + MOST_IMAGES + " images (none to generate from the text alone: leave the field"
                            + " out), found " + list.size());
        } else {
            list.forEach(item -> add(references, field, item));
        }
    }

    private void add(List<String> references, String field, JsonNode item) {
        if (!item.isTextual()) {
            refuse(field, "expected texts in the list, found " + Shown.node(item));
            return;
        }
        String reference = item.textValue();
        problem(field, reference).ifPresentOrElse(message -> refuse(field, message), () -> references.add(reference));
    }

    private static Optional<String> problem(String field, String reference) {
        if (field.equals(MessageFields.IMAGE_IDS)) {
            return ID.matcher(reference).matches()
                    ? Optional.empty()
                    : Optional.of("expected ids of letters, digits, '-' and '_', at most 128 characters each, found "
                            + Shown.text(reference) + "; paths belong into image_urls");
        }
        return Texts.lineProblem(reference, MOST_OF_URL).map(problem -> "one of its items " + problem);
    }

    private void refuse(String field, String message) {
        problems.add(new FieldProblem(field, message));
    }
}
