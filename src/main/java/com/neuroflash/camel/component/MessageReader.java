package com.neuroflash.camel.component;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.neuroflash.camel.api.GeneratedImage;
import com.neuroflash.camel.api.GenerationDefaults;
import com.neuroflash.camel.api.GenerationRequest;
import com.neuroflash.camel.api.HistoryEntry;
import com.neuroflash.camel.api.HistoryQuery;
import com.neuroflash.camel.api.RejectedException;
import java.io.File;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.camel.Message;
import org.apache.camel.TypeConversionException;

/** Takes out of a message what an operation needs; whatever can't be used is refused before anything is sent. */
final class MessageReader {
    private static final String FIELDS =
            "prompt, num_images, aspect_ratio, output_format, model, limit_generations, image_urls";

    private final String operation;
    private final GenerationDefaults defaults;

    MessageReader(NeuroflashOperation operation, GenerationDefaults defaults) {
        this.operation = operation.name();
        this.defaults = defaults;
    }

    /** A header wins over the body, the body over the endpoint. */
    GenerationRequest request(Message message) {
        GenerationRequest body = fromBody(message);
        GenerationRequest overridden = new GenerationRequest(
                body.prompt(),
                header(message, NeuroflashConstants.NUM_IMAGES, Integer.class).or(body::numImages),
                header(message, NeuroflashConstants.ASPECT_RATIO, String.class).or(body::aspectRatio),
                header(message, NeuroflashConstants.OUTPUT_FORMAT, String.class).or(body::outputFormat),
                header(message, NeuroflashConstants.MODEL, String.class).or(body::model),
                header(message, NeuroflashConstants.LIMIT_GENERATIONS, Boolean.class)
                        .or(body::limitGenerations),
                body.imageUrls());
        return overridden.withDefaults(defaults);
    }

    HistoryQuery query(Message message) {
        try {
            return new HistoryQuery(
                    header(message, NeuroflashConstants.MODEL, String.class),
                    header(message, NeuroflashConstants.LIMIT, Integer.class).orElse(HistoryQuery.DEFAULT_LIMIT),
                    header(message, NeuroflashConstants.OFFSET, Integer.class).orElse(0));
        } catch (IllegalArgumentException e) {
            throw refused(e.getMessage());
        }
    }

    /** An image id, or for view any reference, from the header or the body. */
    String reference(Message message) {
        return header(message, NeuroflashConstants.IMAGE_ID, String.class)
                .or(() -> referenceInBody(message))
                .orElseThrow(() -> refused("expected an image id in the header " + NeuroflashConstants.IMAGE_ID
                        + " or in the body, as a text or a history entry"));
    }

    /** Only objects: a text may have come from outside with the message. */
    Optional<Path> target(Message message) {
        Object target = message.getHeader(NeuroflashConstants.TARGET_FILE);
        if (target == null) {
            return Optional.empty();
        }
        if (target instanceof File file) {
            return Optional.of(file.toPath());
        }
        if (target instanceof Path path) {
            return Optional.of(path);
        }
        throw refused("expected a java.nio.file.Path or a java.io.File in the header " + NeuroflashConstants.TARGET_FILE
                + ", found " + target.getClass().getName());
    }

    private Optional<String> referenceInBody(Message message) {
        Object body = message.getBody();
        if (body instanceof HistoryEntry entry) {
            boolean view = operation.equals(NeuroflashOperation.view.name());
            return Optional.of(entry.outputImageUrl().filter(url -> view).orElse(entry.outputImageId()));
        }
        if (body instanceof GeneratedImage image) {
            return image.imageId().or(image::url);
        }
        return body == null
                ? Optional.empty()
                : Optional.of(text(message).strip()).filter(id -> !id.isEmpty());
    }

    private GenerationRequest fromBody(Message message) {
        Object body = message.getBody();
        if (body instanceof GenerationRequest request) {
            return request;
        }
        if (body instanceof Map<?, ?> map) {
            return understand(() -> Json.fromCaller().convertValue(map, GenerationRequest.class));
        }
        String text = text(message);
        if (looksLikeJson(text)) {
            return understand(() -> Json.fromCaller().readValue(text, GenerationRequest.class));
        }
        if (operation.equals(NeuroflashOperation.generate.name())) {
            return understand(() -> GenerationRequest.of(text));
        }
        throw refused("expected a JSON object, a Map or a GenerationRequest with prompt and image_urls, found a text");
    }

    /** A prompt may begin with a brace; a broken JSON object must not be billed as a prompt. */
    private static boolean looksLikeJson(String text) {
        return text.strip().matches("(?s)\\{\\s*[\"'}].*");
    }

    private String text(Message message) {
        Object body = message.getBody();
        if (body instanceof String text) {
            return withoutByteOrderMark(text);
        }
        byte[] bytes = body == null ? null : message.getBody(byte[].class);
        if (bytes == null) {
            throw refused("expected a body that is a GenerationRequest, a Map, JSON or a text; found "
                    + (body == null ? "none" : body.getClass().getName()));
        }
        try {
            return withoutByteOrderMark(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString());
        } catch (CharacterCodingException e) {
            throw refused("expected a text in UTF-8, found other bytes");
        }
    }

    private static String withoutByteOrderMark(String text) {
        return text.startsWith("\uFEFF") ? text.substring(1) : text;
    }

    private <T> Optional<T> header(Message message, String name, Class<T> type) {
        try {
            return Optional.ofNullable(message.getHeader(name, type));
        } catch (TypeConversionException e) {
            throw refused("expected " + type.getSimpleName() + " in the header " + name);
        }
    }

    private interface Reading {
        GenerationRequest read() throws JsonProcessingException;
    }

    /** Never with the parser's own words: they repeat the text. */
    private GenerationRequest understand(Reading reading) {
        try {
            return Optional.ofNullable(reading.read()).orElseThrow(() -> refused("expected a JSON object, found null"));
        } catch (JsonProcessingException e) {
            throw refused(explain(e));
        } catch (NullPointerException e) {
            throw refused(e.getMessage());
        } catch (IllegalArgumentException e) {
            throw refused(e.getCause() instanceof JsonProcessingException json ? explain(json) : e.getMessage());
        }
    }

    private static String explain(JsonProcessingException e) {
        if (e instanceof UnrecognizedPropertyException) {
            return "unknown field in the request; allowed are " + FIELDS;
        }
        if (!(e instanceof JsonMappingException mapping)) {
            return "expected a JSON object with " + FIELDS + ", found broken JSON";
        }
        String field = mapping.getPath().stream()
                .map(JsonMappingException.Reference::getFieldName)
                .filter(name -> name != null)
                .collect(Collectors.joining("."));
        return field.isEmpty()
                ? "expected a JSON object with a prompt that is not blank, and perhaps others of " + FIELDS
                : "the field " + field + " has a value of the wrong type";
    }

    private RejectedException refused(String what) {
        return new RejectedException(operation, 0, "", operation + ": " + what + "; nothing was sent", null);
    }
}
