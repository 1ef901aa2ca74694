package com.neuroflash.camel.component;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.type.LogicalType;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.TemporalAccessor;
import java.util.function.Function;

/** How JSON is read: forgiving from the server, which bills before it answers; strict from our own callers. */
final class Json {
    private static final ObjectMapper FROM_SERVER = JsonMapper.builder()
            .addModules(new Jdk8Module(), oddScalarsAreAbsent())
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private static final ObjectMapper FROM_CALLER = JsonMapper.builder()
            .addModule(new Jdk8Module())
            .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
            .withCoercionConfig(
                    LogicalType.Textual, config -> config.setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
                            .setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
                            .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail))
            .build();

    private Json() {}

    static ObjectMapper fromServer() {
        return FROM_SERVER;
    }

    static ObjectMapper fromCaller() {
        return FROM_CALLER;
    }

    static byte[] write(Object value) {
        try {
            return FROM_CALLER.writeValueAsBytes(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A request that can't be written as JSON", e);
        }
    }

    /** One odd field of a billed answer must not hide the images in it: {@code {}} for "string or null" is absent. */
    private static SimpleModule oddScalarsAreAbsent() {
        return new SimpleModule("neuroflash")
                .addDeserializer(String.class, new Scalar<>(String.class, text -> text))
                .addDeserializer(
                        Integer.class, new Scalar<>(Integer.class, text -> new BigDecimal(text).intValueExact()))
                .addDeserializer(Long.class, new Scalar<>(Long.class, text -> new BigDecimal(text).longValueExact()))
                .addDeserializer(Boolean.class, new Scalar<>(Boolean.class, Boolean::valueOf))
                .addDeserializer(Instant.class, new Scalar<>(Instant.class, Json::instant));
    }

    /** The documentation says UTC; some servers leave the Z out. */
    private static Instant instant(String text) {
        TemporalAccessor time = DateTimeFormatter.ISO_DATE_TIME.parseBest(
                text.replace(' ', 'T'), OffsetDateTime::from, LocalDateTime::from);
        return time instanceof LocalDateTime local
                ? local.toInstant(ZoneOffset.UTC)
                : OffsetDateTime.from(time).toInstant();
    }

    private static final class Scalar<T> extends StdDeserializer<T> {
        private static final long serialVersionUID = 1L;

        private final transient Function<String, T> parse;

        Scalar(Class<T> type, Function<String, T> parse) {
            super(type);
            this.parse = parse;
        }

        @Override
        public T deserialize(JsonParser parser, DeserializationContext context) throws IOException {
            if (!parser.currentToken().isScalarValue()) {
                parser.skipChildren();
                return null;
            }
            try {
                return parse.apply(parser.getText());
            } catch (ArithmeticException | NumberFormatException | DateTimeException ignored) {
                // absent, as every odd value
                return null;
            }
        }
    }
}
