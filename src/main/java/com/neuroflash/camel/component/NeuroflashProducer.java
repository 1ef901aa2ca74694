package com.neuroflash.camel.component;

import com.neuroflash.camel.api.Generation;
import com.neuroflash.camel.api.RejectedException;
import com.neuroflash.camel.api.ViewedImage;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.support.DefaultProducer;

/** Unpacks a message, makes the call, packs the result; the client does the rest. */
final class NeuroflashProducer extends DefaultProducer {
    private final NeuroflashOperation operation;
    private final MessageReader reader;
    private NeuroflashClient client;
    private Path workDirectory;

    NeuroflashProducer(NeuroflashEndpoint endpoint) {
        super(endpoint);
        this.operation = endpoint.getOperation();
        this.reader = new MessageReader(operation, endpoint.getConfiguration().defaults());
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        NeuroflashEndpoint endpoint = (NeuroflashEndpoint) getEndpoint();
        client = endpoint.getComponent().client(endpoint.getConfiguration());
        workDirectory = ClientSettings.of(endpoint.getConfiguration()).workDirectory();
    }

    @Override
    public void process(Exchange exchange) {
        Message message = exchange.getIn();
        switch (operation) {
            case generate ->
                packGeneration(message, client.generateDated(reader.request(message), lastCheck(exchange)));
            case edit -> packGeneration(message, client.editDated(reader.request(message), lastCheck(exchange)));
            case models -> message.setBody(client.models());
            case history -> message.setBody(client.history(reader.query(message)));
            case generation ->
                message.setBody(
                        client.generation(reader.reference(message)).orElseThrow(NeuroflashProducer::notInHistory));
            case delete -> client.delete(reader.reference(message));
            case view -> packImage(message, client.view(reader.reference(message), target(message)));
        }
    }

    private static Runnable lastCheck(Exchange exchange) {
        Runnable check = exchange.getProperty(NeuroflashConstants.LAST_CHECK, Runnable.class);
        return check == null ? () -> {} : check;
    }

    private Path target(Message message) {
        return reader.target(message)
                .orElseGet(() -> workDirectory.resolve("neuroflash-" + UUID.randomUUID() + ".image"));
    }

    private static void packGeneration(Message message, Dated<Generation> answer) {
        message.setBody(answer.result());
        setOrRemove(message, NeuroflashConstants.BATCH_ID, answer.result().batchId());
        setOrRemove(message, NeuroflashConstants.DETAIL, answer.result().detail());
        setOrRemove(
                message, NeuroflashConstants.SERVER_DATE, answer.serverDate().map(Instant::toEpochMilli));
    }

    private static void packImage(Message message, ViewedImage image) {
        message.setBody(image.file().toFile());
        setOrRemove(message, NeuroflashConstants.CONTENT_TYPE, image.contentType());
        message.setHeader(NeuroflashConstants.CONTENT_LENGTH, image.length());
    }

    /** What an earlier call left must not pass for this one's. */
    private static void setOrRemove(Message message, String name, Optional<?> value) {
        message.removeHeader(name);
        value.ifPresent(present -> message.setHeader(name, present));
    }

    private static RejectedException notInHistory() {
        return new RejectedException(
                "generation",
                404,
                "",
                "generation: HTTP 404, the history does not show this image; a fresh one may take a while, so ask again",
                null);
    }
}
