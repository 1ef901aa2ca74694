package com.neuroflash.camel.sqs;

import com.neuroflash.camel.intent.Intake;
import com.neuroflash.camel.intent.PipelineProperties;
import com.neuroflash.camel.source.SourceMessage;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.spi.ExecutorServiceManager;
import org.apache.camel.support.DefaultConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.sqs.model.Message;

/**
 * Processes many messages at once without a thread for each. A message is hidden from others until its exchange has
 * ended well and it is deleted; one whose exchange failed is processed again here, without being received again.
 */
final class SqsConsumer extends DefaultConsumer implements Poller.Receiver {
    private static final Logger LOG = LoggerFactory.getLogger(SqsConsumer.class);
    private static final String SOURCE = "sqs";
    private static final int SIGNS_OF_LIFE = 3;
    private static final int MOST_UNDELETED = 100;
    private static final Duration FIRST_RETRY = Duration.ofSeconds(1);
    private static final int MOST_DOUBLINGS = 5;
    private static final Duration FOR_THE_LAST_POLL = Duration.ofMillis(1_500);
    private static final Duration FOR_THE_LAST_DELETIONS = Duration.ofSeconds(2);

    private final SqsComponent component;
    private final SqsQueue queue;
    private final HeldMessages held = new HeldMessages();
    private ExecutorService polling;
    private ScheduledExecutorService living;
    private ScheduledExecutorService deleting;
    private Poller poller;
    private Deletions deletions;

    SqsConsumer(SqsEndpoint endpoint, Processor processor, SqsComponent component) {
        super(endpoint, processor);
        this.component = component;
        queue = component.queue();
    }

    @Override
    public void receive(Message message, Intake.Permit permit) {
        HeldMessage.Receipt receipt = new HeldMessage.Receipt(message.receiptHandle(), System.nanoTime());
        Optional<HeldMessage> known = held.find(message.messageId());
        if (known.isPresent()) {
            known.get().receivedAgain(receipt);
            permit.close();
            return;
        }
        SourceMessage body = SourceMessage.of(
                SOURCE, queue.name(), message.messageId(), message.body().getBytes(StandardCharsets.UTF_8));
        HeldMessage received = new HeldMessage(body, receipt);
        if (poller.isStopping()) {
            permit.close();
            giveBack(List.of(received));
            return;
        }
        held.add(received);
        process(received, permit);
    }

    @Override
    public void retry(HeldMessage message, Intake.Permit permit) {
        if (message.isEnded()) {
            permit.close();
        } else {
            process(message, permit);
        }
    }

    private void process(HeldMessage message, Intake.Permit permit) {
        Exchange exchange = createExchange(false);
        exchange.getMessage().setBody(message.message());
        exchange.setProperty(PipelineProperties.PERMIT, permit);
        AtomicBoolean once = new AtomicBoolean();
        AsyncCallback atEnd = doneSync -> {
            if (once.compareAndSet(false, true)) {
                permit.close();
                ended(message, exchange);
                releaseExchange(exchange, false);
            }
        };
        try {
            getAsyncProcessor().process(exchange, atEnd);
        } catch (RuntimeException unexpected) {
            exchange.setException(unexpected);
            atEnd.done(true);
        }
    }

    private void ended(HeldMessage message, Exchange exchange) {
        Exception failure = exchange.getException();
        if (failure == null) {
            deletions.add(message);
        } else if (poller.isStopping()) {
            giveBack(List.of(message));
        } else {
            Duration delay = FIRST_RETRY.multipliedBy(1L << Math.min(message.fail() - 1, MOST_DOUBLINGS));
            LOG.debug("{} is tried again in {}: {}", message, delay, failure.getMessage());
            poller.later(message, delay);
            if (poller.isStopping()) {
                // the stop may have looked before this one was there
                giveBack(poller.waiting());
            }
        }
    }

    /** What nobody here will bring to its end must not wait until its visibility runs out. */
    private void giveBack(List<HeldMessage> messages) {
        // forgotten first: a call under way may bring it at once, and then it is to be given back again
        messages.forEach(held::remove);
        try {
            queue.giveBack(messages);
        } catch (QueueAwayException away) {
            LOG.debug("{} messages come again when their visibility runs out", messages.size());
        }
    }

    @Override
    public boolean hasRoom() {
        return deletions.waiting() < MOST_UNDELETED;
    }

    @Override
    protected void doInit() throws Exception {
        super.doInit();
        ExecutorServiceManager threads = threads();
        polling = threads.newSingleThreadExecutor(this, "sqs-poll");
        living = threads.newSingleThreadScheduledExecutor(this, "sqs-visibility");
        deleting = threads.newSingleThreadScheduledExecutor(this, "sqs-delete");
        deletions = new Deletions(queue, held, deleting);
        SignsOfLife signsOfLife = new SignsOfLife(queue, held, deletions, component.keeper(), component.longestHold());
        long interval = component.visibility().toMillis() / SIGNS_OF_LIFE;
        living.scheduleWithFixedDelay(signsOfLife, interval, interval, TimeUnit.MILLISECONDS);
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        poller = new Poller(queue, component.intake(), this);
        polling.execute(poller);
    }

    /** What is on its way stays hidden until {@link #doShutdown}: it may end after a stop of the route alone. */
    @Override
    protected void doStop() throws Exception {
        if (poller != null) {
            poller.stop();
            giveBack(poller.waiting());
        }
        super.doStop();
    }

    @Override
    protected void doShutdown() throws Exception {
        if (poller != null) {
            finish();
        }
        List.of(polling, living, deleting).forEach(threads()::shutdownNow);
        super.doShutdown();
    }

    /** The pipeline has stopped before: what it had is delivered, or kept in its ledger, and needs but to be deleted. */
    private void finish() throws InterruptedException {
        if (!poller.awaitStopped(FOR_THE_LAST_POLL)) {
            LOG.debug("the last call to {} is still under way", queue.name());
        }
        if (!held.awaitNone(FOR_THE_LAST_DELETIONS)) {
            LOG.warn(
                    "{} messages of {} can't be deleted before the stop; they come again and are answered from the"
                            + " ledger",
                    held.all().size(),
                    queue.name());
        }
    }

    private ExecutorServiceManager threads() {
        return getEndpoint().getCamelContext().getExecutorServiceManager();
    }
}
