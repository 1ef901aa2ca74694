package com.neuroflash.camel.http;

import com.neuroflash.camel.prompt.PromptFormat;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How the prompts of a body are written, told by its {@code Content-Type}. */
final class Media {
    static final String EXPECTED = "expected a body in UTF-8, not compressed, of the Content-Type application/json (one"
            + " object), application/x-ndjson or application/jsonl (an object a line), or text/plain (the prompt's text)";

    private static final Map<String, PromptFormat> TYPES = Map.of(
            "application/json", PromptFormat.JSON,
            "application/x-ndjson", PromptFormat.JSONL,
            "application/ndjson", PromptFormat.JSONL,
            "application/jsonl", PromptFormat.JSONL,
            "application/x-jsonl", PromptFormat.JSONL,
            "application/x-jsonlines", PromptFormat.JSONL,
            "text/plain", PromptFormat.TXT);
    private static final Pattern TYPE =
            Pattern.compile("([a-z0-9./+-]+)(?:\\s*;\\s*charset=\"?([a-z0-9-]+)\"?)?\\s*;?", Pattern.CASE_INSENSITIVE);

    private Media() {}

    /** The format; empty for anything that can't be read as one of them. */
    static Optional<PromptFormat> of(HttpServerRequest request) {
        String type = request.getHeader(HttpHeaders.CONTENT_TYPE);
        String encoding = request.getHeader(HttpHeaders.CONTENT_ENCODING);
        Matcher parts = TYPE.matcher(type == null ? "" : type.strip());
        boolean readable = parts.matches()
                && (parts.group(2) == null || isUnicode(parts.group(2)))
                && (encoding == null || encoding.equalsIgnoreCase("identity"));
        return readable ? Optional.ofNullable(TYPES.get(parts.group(1).toLowerCase(Locale.ROOT))) : Optional.empty();
    }

    private static boolean isUnicode(String charset) {
        return charset.equalsIgnoreCase("utf-8")
                || charset.equalsIgnoreCase("utf8")
                || charset.equalsIgnoreCase("us-ascii");
    }
}
