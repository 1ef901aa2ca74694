package com.neuroflash.camel.sqs;

import com.neuroflash.camel.source.SourceMessage;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.BatchResultErrorEntry;
import software.amazon.awssdk.services.sqs.model.ChangeMessageVisibilityBatchRequest;
import software.amazon.awssdk.services.sqs.model.ChangeMessageVisibilityBatchResponse;
import software.amazon.awssdk.services.sqs.model.DeleteMessageBatchRequest;
import software.amazon.awssdk.services.sqs.model.DeleteMessageBatchResponse;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.ReceiveMessageRequest;
import software.amazon.awssdk.services.sqs.model.ReceiveMessageResponse;

/** A queue without end that answers at once, and oddly where a test wants it. */
final class ScriptedSqs implements SqsClient {
    final List<Integer> givenBack = new ArrayList<>();
    final Deque<List<BatchResultErrorEntry>> deletionErrors = new ArrayDeque<>();
    boolean away;
    private int received;

    SqsQueue queue() {
        return new SqsQueue(
                this,
                new SqsSettings(
                        "http://127.0.0.1:1/queue",
                        "us-east-1",
                        Optional.of(URI.create("http://127.0.0.1:1")),
                        Duration.ofMinutes(1)));
    }

    static List<HeldMessage> held(int count) {
        return IntStream.range(0, count).mapToObj(ScriptedSqs::message).toList();
    }

    private static HeldMessage message(int number) {
        SourceMessage message =
                SourceMessage.of("sqs", "queue", "m-" + number, "a mug".getBytes(StandardCharsets.UTF_8));
        return new HeldMessage(message, new HeldMessage.Receipt("r-" + number, 0));
    }

    private <T> T answer(Supplier<T> answer) {
        if (away) {
            throw SdkClientException.create("away");
        }
        return answer.get();
    }

    @Override
    public ReceiveMessageResponse receiveMessage(ReceiveMessageRequest request) {
        List<Message> messages = IntStream.range(0, request.maxNumberOfMessages())
                .mapToObj(number -> Message.builder()
                        .messageId("m-" + received++)
                        .receiptHandle("r")
                        .body("a mug")
                        .build())
                .toList();
        return ReceiveMessageResponse.builder().messages(messages).build();
    }

    @Override
    public ChangeMessageVisibilityBatchResponse changeMessageVisibilityBatch(
            ChangeMessageVisibilityBatchRequest request) {
        givenBack.add(request.entries().size());
        return answer(() -> ChangeMessageVisibilityBatchResponse.builder().build());
    }

    @Override
    public DeleteMessageBatchResponse deleteMessageBatch(DeleteMessageBatchRequest request) {
        List<BatchResultErrorEntry> errors = deletionErrors.isEmpty() ? List.of() : deletionErrors.remove();
        return answer(() -> DeleteMessageBatchResponse.builder().failed(errors).build());
    }

    @Override
    public String serviceName() {
        return SERVICE_NAME;
    }

    @Override
    public void close() {}
}
