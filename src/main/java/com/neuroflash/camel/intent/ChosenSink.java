package com.neuroflash.camel.intent;

import static java.util.Objects.requireNonNull;

import com.neuroflash.camel.prompt.SinkChoice;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalInt;
import org.apache.camel.AsyncCallback;
import org.apache.camel.AsyncProducer;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.support.AsyncProcessorSupport;

/**
 * Hands an object to the route of its prompt's sink. The routes are those of the configuration, found once at start: no
 * address is made from a message.
 */
final class ChosenSink extends AsyncProcessorSupport {
    private static final String ROUTES = "direct:deliver-to-";

    private final CamelContext context;
    private final SinkChoice sinks;
    private volatile Map<String, AsyncProducer> producers = Map.of();

    ChosenSink(CamelContext context, SinkChoice sinks) {
        this.context = requireNonNull(context, "context is null");
        this.sinks = requireNonNull(sinks, "sinks is null");
    }

    @Override
    public boolean process(Exchange exchange, AsyncCallback callback) {
        String sink = PromptSteps.run(exchange).sink().orElse(sinks.usual());
        AsyncProducer producer = producers.get(sink);
        if (producer == null) {
            exchange.setException(notEnabled(
                    sink, "The image is paid for: name the sink in delivery.sinks, then drop the prompt in again."));
            callback.done(true);
            return true;
        }
        return producer.process(exchange, callback);
    }

    /** A prompt goes to the sink that it was accepted for, or nowhere. */
    static PromptFailedException notEnabled(String sink, String advice) {
        return new PromptFailedException(
                "its sink, " + sink + ", is no longer enabled: expected it in delivery.sinks or delivery.sink",
                OptionalInt.empty(),
                advice);
    }

    @Override
    protected void doStart() throws Exception {
        Map<String, AsyncProducer> started = new LinkedHashMap<>();
        for (String sink : sinks.enabled()) {
            AsyncProducer producer = context.getEndpoint(ROUTES + sink).createAsyncProducer();
            producer.start();
            started.put(sink, producer);
        }
        producers = started;
    }

    /** They stay known: a prompt that is still on its way must not find its sink gone for good. */
    @Override
    protected void doStop() {
        producers.values().forEach(AsyncProducer::stop);
    }
}
