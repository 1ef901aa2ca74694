package com.neuroflash.camel.delivery;

import java.io.IOException;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;
import org.apache.camel.component.aws2.s3.AWS2S3Constants;

/**
 * Turns a message of the sink contract into one that camel-aws2-s3 puts. Its producer evaluates the key as Simple, so
 * the key is proven to hold no expression first; whatever else the message said to the producer is removed.
 */
public final class S3Request implements Processor {
    /** The user metadata that holds the SHA-256. */
    static final String SHA256 = "sha256";

    /** The bean needs nothing. */
    public S3Request() {}

    @Override
    public void process(Exchange exchange) throws IOException {
        Message message = exchange.getMessage();
        SinkObject object = SinkObject.of(message);
        object.requireUnchanged();
        message.removeHeaders("CamelAwsS3*");
        message.setHeader(AWS2S3Constants.KEY, object.key().value());
        message.setHeader(AWS2S3Constants.CONTENT_TYPE, object.contentType());
        message.setHeader(AWS2S3Constants.CONTENT_LENGTH, object.length());
        message.setHeader(AWS2S3Constants.CONTENT_MD5, ContentMd5.of(object));
        message.setHeader(AWS2S3Constants.METADATA, Map.of(SHA256, object.sha256()));
    }
}
