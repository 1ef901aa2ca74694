package com.neuroflash.camel.kafka;

import static java.util.Objects.requireNonNull;

import com.neuroflash.camel.intent.Intake;
import com.neuroflash.camel.intent.PipelineProperties;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.support.DefaultConsumer;

/**
 * Sends an exchange for each record, with a {@link com.neuroflash.camel.source.SourceMessage} as its body, a permit as its
 * property and no header. A record is finished when its exchange ends without an exception; otherwise it comes again.
 */
final class KafkaPromptsConsumer extends DefaultConsumer implements HandOver.Route {
    private final KafkaPromptsEndpoint endpoint;
    private final Intake intake;
    private ExecutorService threads;
    private PollLoop loop;

    KafkaPromptsConsumer(KafkaPromptsEndpoint endpoint, Processor processor, Intake intake) {
        super(endpoint, processor);
        this.endpoint = endpoint;
        this.intake = requireNonNull(intake, "intake is null");
    }

    @Override
    public void send(HeldRecord record, Intake.Permit permit, Consumer<Optional<Exception>> atEnd) {
        Exchange exchange = createExchange(false);
        exchange.getMessage().setBody(record.message());
        exchange.setProperty(PipelineProperties.PERMIT, permit);
        AtomicBoolean once = new AtomicBoolean();
        AsyncCallback ended = doneSync -> {
            if (once.compareAndSet(false, true)) {
                Optional<Exception> failure = Optional.ofNullable(exchange.getException());
                releaseExchange(exchange, false);
                atEnd.accept(failure);
            }
        };
        try {
            getAsyncProcessor().process(exchange, ended);
        } catch (RuntimeException unexpected) {
            exchange.setException(unexpected);
            ended.done(true);
        }
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        HandOver handOver = new HandOver(intake, this);
        loop = new PollLoop(endpoint.getComponent().access(), endpoint.getTopic(), handOver);
        threads = getEndpoint()
                .getCamelContext()
                .getExecutorServiceManager()
                .newFixedThreadPool(this, endpoint.getEndpointUri(), 2);
        threads.execute(handOver);
        threads.execute(loop);
    }

    /** Commits what is finished and leaves the group; a prompt that is still on its way is in the ledger. */
    @Override
    protected void doStop() throws Exception {
        if (loop != null) {
            loop.stop();
            getEndpoint().getCamelContext().getExecutorServiceManager().shutdownNow(threads);
        }
        super.doStop();
    }
}
