package com.neuroflash.camel.jms;

import static java.util.Objects.requireNonNull;

import com.neuroflash.camel.intent.PipelineProperties;
import com.neuroflash.camel.prompt.FieldProblem;
import com.neuroflash.camel.source.RefusedMessage;
import com.neuroflash.camel.source.SourceMessage;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.support.DefaultMessage;

/**
 * The first step of the route {@code consume-jms}: takes the body and the message id, and nothing else of what the
 * sender wrote. A body that is neither text nor bytes is refused and never deserialised.
 */
final class TakeJmsMessage implements Processor {
    private final String source;
    private final String queue;
    private final ReceivingPermits permits;

    TakeJmsMessage(String source, String queue, ReceivingPermits permits) {
        this.source = requireNonNull(source, "source is null");
        this.queue = requireNonNull(queue, "queue is null");
        this.permits = requireNonNull(permits, "permits is null");
    }

    @Override
    public void process(Exchange exchange) throws JMSException {
        Message received = exchange.getMessage().getBody(Message.class);
        permits.ofThisThread().ifPresent(permit -> exchange.setProperty(PipelineProperties.PERMIT, permit));
        // a message of its own: Camel's would look the sender's properties up as headers when it is asked for one
        DefaultMessage taken = new DefaultMessage(exchange.getContext());
        taken.setBody(take(received));
        exchange.setMessage(taken);
    }

    private Object take(Message received) throws JMSException {
        Optional<byte[]> readable = MessageBody.read(received);
        byte[] body = readable.isPresent() ? readable.get() : MessageBody.unread(received);
        SourceMessage message = SourceMessage.of(source, queue, id(received, body), body);
        if (readable.isPresent()) {
            return message;
        }
        return new RefusedMessage(
                message,
                new FieldProblem(
                        "message",
                        "is of a type that is never read: expected a text or bytes message, found "
                                + MessageBody.typeOf(received)));
    }

    /** A sender may leave the message id out; then it is the same message when body and time of sending are. */
    private static String id(Message received, byte[] body) throws JMSException {
        String id = received.getJMSMessageID();
        return id == null || id.isBlank() ? sha256(body) + "-" + received.getJMSTimestamp() : id;
    }

    private static String sha256(byte[] body) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(body));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every JDK has SHA-256", impossible);
        }
    }
}
