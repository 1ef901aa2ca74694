package com.neuroflash.camel.simulator;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Something that goes wrong in a call of the simulator, on demand. Written as JSON with its name as {@code type}. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Fault.Latency.class, name = "latency"),
    @JsonSubTypes.Type(value = Fault.Status.class, name = "status"),
    @JsonSubTypes.Type(value = Fault.Drop.class, name = "drop"),
    @JsonSubTypes.Type(value = Fault.ExpireTokens.class, name = "expire-tokens"),
    @JsonSubTypes.Type(value = Fault.Truncate.class, name = "truncate"),
    @JsonSubTypes.Type(value = Fault.Corrupt.class, name = "corrupt"),
    @JsonSubTypes.Type(value = Fault.Oversize.class, name = "oversize"),
    @JsonSubTypes.Type(value = Fault.Stall.class, name = "stall"),
    @JsonSubTypes.Type(value = Fault.ContentType.class, name = "content-type"),
    @JsonSubTypes.Type(value = Fault.ExpireImage.class, name = "expire-image"),
    @JsonSubTypes.Type(value = Fault.HistoryLag.class, name = "history-lag"),
    @JsonSubTypes.Type(value = Fault.RepeatRows.class, name = "repeat-rows"),
    @JsonSubTypes.Type(value = Fault.ShuffleRows.class, name = "shuffle-rows"),
    @JsonSubTypes.Type(value = Fault.ImageCount.class, name = "image-count"),
    @JsonSubTypes.Type(value = Fault.Detail.class, name = "detail"),
    @JsonSubTypes.Type(value = Fault.NullIds.class, name = "null-ids"),
    @JsonSubTypes.Type(value = Fault.NullSizes.class, name = "null-sizes"),
    @JsonSubTypes.Type(value = Fault.ImageUrl.class, name = "image-url"),
    @JsonSubTypes.Type(value = Fault.Normalise.class, name = "normalise"),
    @JsonSubTypes.Type(value = Fault.Together.class, name = "together")
})
public sealed interface Fault {
    /** Takes that long before the work is done. */
    static Fault latency(Duration duration) {
        return new Latency(duration, duration, Moment.BEFORE);
    }

    /** Takes between {@code min} and {@code max} before the work is done. */
    static Fault latency(Duration min, Duration max) {
        return new Latency(min, max, Moment.BEFORE);
    }

    /** Bills at once, and answers that much later. */
    static Fault latencyAfterBilling(Duration duration) {
        return new Latency(duration, duration, Moment.AFTER);
    }

    /** Refuses for the rate, with any text as {@code Retry-After}. */
    static Fault tooManyRequests(String retryAfter) {
        return new Status(
                429,
                "application/json",
                "{\"error\":\"Rate limit exceeded\",\"code\":\"RATE_LIMITED\"}",
                Map.of("Retry-After", retryAfter),
                Moment.BEFORE);
    }

    /** Answers that status and does nothing. */
    static Fault status(int status) {
        return new Status(status, null, null, Map.of(), Moment.BEFORE);
    }

    /** Answers that status with that body and does nothing. */
    static Fault status(int status, String contentType, String body) {
        return new Status(status, contentType, body, Map.of(), Moment.BEFORE);
    }

    /** Bills, and answers that status nevertheless. */
    static Fault statusAfterBilling(int status) {
        return new Status(status, null, null, Map.of(), Moment.AFTER);
    }

    /** Closes the connection without an answer; nothing is done. */
    static Fault dropBeforeBilling() {
        return new Drop(Moment.BEFORE);
    }

    /** Does the work, bills it, and closes the connection without an answer. */
    static Fault dropAfterBilling() {
        return new Drop(Moment.AFTER);
    }

    /** All of them in one call. */
    static Fault together(Fault... faults) {
        return new Together(List.of(faults));
    }

    /** The call takes between {@code min} and {@code max}, before or after its work is done. */
    record Latency(Duration min, Duration max, Moment moment) implements Fault {
        /** One bound is both; before the work unless said otherwise. */
        public Latency {
            if (min == null && max == null) {
                throw new IllegalArgumentException("a latency without min and max; give one of them, such as 500ms");
            }
            min = min == null ? max : min;
            max = max == null ? min : max;
            moment = moment == null ? Moment.BEFORE : moment;
            if (min.isNegative() || max.compareTo(min) < 0) {
                throw new IllegalArgumentException("latency must be 0 <= min <= max, found " + min + " to " + max);
            }
        }
    }

    /** Any status with any body and headers, instead of the answer. */
    record Status(int status, String contentType, String body, Map<String, String> headers, Moment moment)
            implements Fault {
        /** The body of the image service unless another is given. */
        public Status {
            if (status < 200 || status > 599) {
                throw new IllegalArgumentException("status must be 200 to 599, found " + status);
            }
            contentType = contentType == null ? "application/json" : contentType;
            body = body == null ? "{\"detail\":\"Simulated fault " + status + "\"}" : body;
            headers = headers == null ? Map.of() : Map.copyOf(headers);
            moment = moment == null ? Moment.BEFORE : moment;
        }
    }

    /** The connection is closed without an answer. */
    record Drop(Moment moment) implements Fault {
        /** Before the work unless said otherwise. */
        public Drop {
            moment = moment == null ? Moment.BEFORE : moment;
        }
    }

    /** From this call on every token is refused; new ones from the token endpoint are not. */
    record ExpireTokens() implements Fault {}

    /** Half of the body: cut off in the middle, or, when {@code wholeLength} is false, with a length that fits. */
    record Truncate(boolean wholeLength) implements Fault {}

    /** Every byte of the body from this one on is wrong; the length is right. */
    record Corrupt(long from) implements Fault {}

    /** The body goes on with padding to this length, declared or (chunked) not. */
    record Oversize(long bytes, boolean declared) implements Fault {}

    /** Half of the body comes, the rest after this time. */
    record Stall(Duration duration) implements Fault {
        /** Half a minute unless said otherwise. */
        public Stall {
            duration = duration == null ? Duration.ofSeconds(30) : duration;
        }
    }

    /** Another content type than the truth, or none when empty. */
    record ContentType(String contentType) implements Fault {
        /** None when it is not given. */
        public ContentType {
            contentType = contentType == null ? "" : contentType;
        }
    }

    /** The viewed image answers 404 from this call on for a while. */
    record ExpireImage(Duration duration) implements Fault {
        /** One second unless said otherwise. */
        public ExpireImage {
            duration = duration == null ? Duration.ofSeconds(1) : duration;
        }
    }

    /** The history shows images that late: of one generation, or in one history call. */
    record HistoryLag(Duration lag) implements Fault {
        /** One second unless said otherwise. */
        public HistoryLag {
            lag = lag == null ? Duration.ofSeconds(1) : lag;
        }
    }

    /** As if that many rows had come in at the head since the last page: the page begins with rows already seen. */
    record RepeatRows(int rows) implements Fault {}

    /** The history comes unsorted, in an order that stays the same from page to page. */
    record ShuffleRows() implements Fault {}

    /** That many images, whatever was asked. */
    record ImageCount(int images) implements Fault {
        /** None or more. */
        public ImageCount {
            if (images < 0 || images > 100) {
                throw new IllegalArgumentException("images must be 0 to 100, found " + images);
            }
        }
    }

    /** A warning in the answer of a generation. */
    record Detail(String detail) implements Fault {}

    /** No ids in a generation's answer; in the history, no batch id. */
    record NullIds(boolean imageIds, boolean batchId) implements Fault {}

    /** No file name, size, width and height in a generation's answer or in the history. */
    record NullSizes() implements Fault {}

    /** The form of {@code images[].url}: {@code absolute}, {@code relative}, {@code none}, or a base URL elsewhere. */
    record ImageUrl(String form) implements Fault {}

    /** What the history shows of a request is not quite what was sent. */
    record Normalise(boolean trimPrompt, Map<String, String> rename, List<String> drop) implements Fault {
        /** Renames and drops nothing unless said so. */
        public Normalise {
            rename = rename == null ? Map.of() : Collections.unmodifiableMap(new LinkedHashMap<>(rename));
            drop = drop == null ? List.of() : List.copyOf(drop);
        }
    }

    /** Several faults in one call. */
    record Together(List<Fault> faults) implements Fault {
        /** Copies the list. */
        public Together {
            faults = List.copyOf(faults);
        }
    }
}
