package com.neuroflash.camel.jms;

import static java.util.Objects.requireNonNull;

import com.neuroflash.camel.intent.Intake;
import com.neuroflash.camel.source.MessageUnfinishedException;
import jakarta.jms.JMSException;
import jakarta.jms.MessageConsumer;
import jakarta.jms.Session;
import java.util.Optional;
import org.apache.camel.component.jms.DefaultJmsMessageListenerContainer;
import org.apache.camel.component.jms.JmsEndpoint;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.util.backoff.FixedBackOff;

/**
 * Camel's listener of a queue, which receives only while it holds a permit, and one message a permit, so that a message
 * that can't be worked on stays at the broker. It starts a further session when all are at work and ends those that have
 * nothing to do; while the broker is away it tries again for as long as it runs.
 */
final class PermittedContainer extends DefaultJmsMessageListenerContainer {
    private static final Logger LOG = LoggerFactory.getLogger(PermittedContainer.class);
    private static final FixedBackOff BETWEEN_LOOKS = new FixedBackOff(200, FixedBackOff.UNLIMITED_ATTEMPTS);
    private static final FixedBackOff BETWEEN_TRIES = new FixedBackOff(1_000, FixedBackOff.UNLIMITED_ATTEMPTS);

    private final ReceivingPermits permits;
    private final Outage outage;

    PermittedContainer(JmsEndpoint endpoint, ReceivingPermits permits) {
        super(endpoint);
        this.permits = requireNonNull(permits, "permits is null");
        outage = new Outage(endpoint.getDestinationName());
        setBackOff(BETWEEN_TRIES);
    }

    /** As many sessions again may wait: a prompt that waits holds no permit, and its message's session all the same. */
    @Override
    public void setMaxConcurrentConsumers(int atWork) {
        super.setMaxConcurrentConsumers(2 * atWork);
    }

    @Override
    protected MessageConsumer createListenerConsumer(Session session) throws JMSException {
        return OneMessageConsumer.open(() -> super.createListenerConsumer(session), System::nanoTime);
    }

    @Override
    protected boolean receiveAndExecute(Object invoker, Session session, MessageConsumer consumer) throws JMSException {
        Optional<Intake.Permit> permit = permit();
        if (permit.isEmpty()) {
            if (consumer instanceof OneMessageConsumer ours) {
                ours.rest();
            }
            noMessageReceived(invoker, session);
            applyBackOffTime(BETWEEN_LOOKS.start());
            return false;
        }
        try {
            boolean received = super.receiveAndExecute(invoker, session, consumer);
            outage.over();
            return received;
        } finally {
            permits.forget();
            permit.get().close();
        }
    }

    private Optional<Intake.Permit> permit() {
        try {
            return permits.take();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    /** Nothing was received, so nothing is to be committed; saves a call to the broker. */
    @Override
    protected boolean shouldCommitAfterNoMessageReceived(Session session) {
        return false;
    }

    /** The transaction is rolled back already. A failure of the broker's is told as an outage by what follows. */
    @Override
    protected void handleListenerException(Throwable failure) {
        String reason = Outage.reason(failure);
        if (failure instanceof JMSException) {
            LOG.debug("a message comes again: {}", reason);
        } else if (isExpected(failure)) {
            LOG.warn("a message of the queue {} goes back to the broker: {}", getDestinationName(), reason);
        } else {
            LOG.error("a message of the queue {} goes back to the broker", getDestinationName(), failure);
        }
    }

    private static boolean isExpected(Throwable failure) {
        return failure instanceof MessageUnfinishedException
                || failure.getCause() instanceof MessageUnfinishedException;
    }

    @Override
    protected void handleListenerSetupFailure(Throwable failure, boolean alreadyRecovered) {
        if (!alreadyRecovered && !(failure instanceof SharedConnectionNotInitializedException)) {
            outage.noticed(failure);
        }
    }

    @Override
    protected void refreshConnectionUntilSuccessful() {
        while (isRunning()) {
            try {
                refreshSharedConnection();
                return;
            } catch (JMSException | RuntimeException failure) {
                outage.noticed(failure);
            }
            applyBackOffTime(BETWEEN_TRIES.start());
        }
    }
}
