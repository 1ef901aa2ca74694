package com.neuroflash.camel.source;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.ToIntFunction;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.support.service.ServiceSupport;

/**
 * Dead letters to the route {@code store-dead-letter}, which sends them to the configured endpoint: the body as received,
 * what is known of it in ten texts as headers, whose names and lengths JMS, Kafka and SQS take. At least once: a crash
 * between the send and the acknowledgement of the message sends it again.
 */
public final class EndpointDeadLetters extends ServiceSupport implements DeadLetterBox {
    private static final String ROUTE = "direct:store-dead-letter";
    private static final int LONGEST_REASON = 1_000;
    private static final int LONGEST_NAME = 250;

    private final CamelContext context;
    private final String place;
    private ProducerTemplate template;

    private EndpointDeadLetters(CamelContext context, String place) {
        this.context = requireNonNull(context, "context is null");
        this.place = requireNonNull(place, "place is null");
    }

    /**
     * The box of a context that is not started yet.
     *
     * @param place the endpoint in words for the log, without what may be secret
     */
    public static EndpointDeadLetters install(CamelContext context, String place) throws Exception {
        EndpointDeadLetters box = new EndpointDeadLetters(context, place);
        context.addService(box);
        return box;
    }

    @Override
    public String store(DeadLetter letter) throws IOException {
        Exchange sent = template.send(ROUTE, exchange -> {
            exchange.getMessage().setBody(letter.message().body());
            headers(letter).forEach(exchange.getMessage()::setHeader);
        });
        if (sent.getException() != null) {
            throw new IOException(place + " has not taken it: " + sent.getException(), sent.getException());
        }
        return place;
    }

    /** All that is known in one message; of several failures the first, and how many there are. */
    static Map<String, String> headers(DeadLetter letter) {
        SourceMessage message = letter.message();
        DeadLetter.Failed first = letter.failures().get(0);
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("NeuroflashReason", bounded(first.failure().reason(), LONGEST_REASON));
        OptionalInt status = first.failure().status();
        status.ifPresent(code -> headers.put("NeuroflashStatus", Integer.toString(code)));
        headers.put("NeuroflashFailures", Integer.toString(letter.failures().size()));
        headers.put("NeuroflashAttempts", sum(letter, DeadLetter.Failed::attempts));
        headers.put("NeuroflashPaidImages", sum(letter, DeadLetter.Failed::paidImages));
        headers.put("NeuroflashSource", bounded(message.source(), LONGEST_NAME));
        headers.put("NeuroflashPlace", bounded(message.place(), LONGEST_NAME));
        headers.put("NeuroflashMessageId", bounded(message.id(), LONGEST_NAME));
        Optional<String> intent = first.failure().intent();
        intent.ifPresent(id -> headers.put("NeuroflashIntent", id));
        headers.put("NeuroflashReplays", Integer.toString(message.replays()));
        return headers;
    }

    private static String sum(DeadLetter letter, ToIntFunction<DeadLetter.Failed> count) {
        return Integer.toString(letter.failures().stream().mapToInt(count).sum());
    }

    /** One line without control characters or halves of a character, and never empty: SQS takes neither. */
    private static String bounded(String text, int longest) {
        String line = text.replaceAll("[\\p{Cntrl}\\p{Cs}\\uFFFE\\uFFFF]+", " ").strip();
        int end =
                line.codePointCount(0, line.length()) <= longest ? line.length() : line.offsetByCodePoints(0, longest);
        return line.isEmpty() ? "-" : line.substring(0, end);
    }

    @Override
    protected void doStart() {
        template = context.createProducerTemplate();
        template.start();
    }

    @Override
    protected void doStop() {
        if (template != null) {
            template.stop();
        }
    }
}
