package com.neuroflash.camel.delivery;

import java.io.IOException;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;

/**
 * Turns a message of the sink contract into one that any Camel component puts: named for components that write files,
 * described by headers that leave with the message for those that send messages. Components evaluate a file's name as
 * Simple, so it is proven to hold no expression first; whatever else the message said to a component is removed.
 */
public final class EndpointRequest implements Processor {
    /** The object's key; a header that goes out with a message. */
    public static final String KEY = "neuroflashKey";

    /** The SHA-256 of the body's bytes; a header that goes out with a message. */
    public static final String SHA256 = "neuroflashSha256";

    /** The bean needs nothing. */
    public EndpointRequest() {}

    @Override
    public void process(Exchange exchange) throws IOException {
        Message message = exchange.getMessage();
        SinkObject object = SinkObject.of(message);
        object.requireVerifiedBytes();
        message.removeHeaders("*");
        message.setHeader(Exchange.FILE_NAME, object.key().value());
        message.setHeader(Exchange.CONTENT_TYPE, object.contentType());
        message.setHeader(KEY, object.key().value());
        message.setHeader(SHA256, object.sha256());
    }
}
