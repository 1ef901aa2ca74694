package com.neuroflash.camel.sqs;

import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.MessageAttributeValue;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequestEntry;

/** A queue of its own on a server that runs, with a dead-letter queue for what is received more often than allowed. */
public final class TestQueue implements AutoCloseable {
    private static final int BATCH = 10;

    private final String name;
    private final SqsSettings settings;
    private final SqsClient client;
    private final String deadLetters;
    private final String url;

    private TestQueue(URI endpoint, String name, int mostReceives, Map<QueueAttributeName, String> attributes) {
        this.name = name;
        settings = new SqsSettings(name, "us-east-1", Optional.of(endpoint), Duration.ofSeconds(10));
        client = settings.open(
                StaticCredentialsProvider.create(AwsBasicCredentials.create("local-identity", "local-credential")));
        String suffix = attributes.containsKey(QueueAttributeName.FIFO_QUEUE) ? ".fifo" : "";
        deadLetters = create(name.replace(suffix, "") + "-dead" + suffix, attributes);
        Map<QueueAttributeName, String> all = new HashMap<>(attributes);
        all.put(
                QueueAttributeName.REDRIVE_POLICY,
                "{\"deadLetterTargetArn\":\"" + arn(deadLetters) + "\",\"maxReceiveCount\":" + mostReceives + "}");
        url = create(name, all);
    }

    /** A message that is received more than {@code mostReceives} times goes to the dead-letter queue. */
    public static TestQueue create(URI endpoint, int mostReceives) {
        return new TestQueue(endpoint, "prompts-" + UUID.randomUUID(), mostReceives, Map.of());
    }

    /** A queue of that name. */
    public static TestQueue named(URI endpoint, String name) {
        return new TestQueue(endpoint, name, 1, Map.of());
    }

    /** The same in order. */
    public static TestQueue createFifo(URI endpoint, int mostReceives) {
        return new TestQueue(
                endpoint,
                "prompts-" + UUID.randomUUID() + ".fifo",
                mostReceives,
                Map.of(QueueAttributeName.FIFO_QUEUE, "true", QueueAttributeName.CONTENT_BASED_DEDUPLICATION, "true"));
    }

    private String create(String queue, Map<QueueAttributeName, String> attributes) {
        return client.createQueue(request -> request.queueName(queue).attributes(attributes))
                .queueUrl();
    }

    private String arn(String queueUrl) {
        return attribute(queueUrl, QueueAttributeName.QUEUE_ARN);
    }

    /** Its name. */
    public String name() {
        return name;
    }

    /** The server. */
    public URI endpoint() {
        return settings.endpoint().orElseThrow();
    }

    /** Its URL as the server names it. */
    public String url() {
        return url;
    }

    SqsSettings settings(Duration visibility) {
        return new SqsSettings(name, settings.region(), settings.endpoint(), visibility);
    }

    SqsClient client() {
        return client;
    }

    /** Sends one message. */
    public void send(String body) {
        send(body, Map.of());
    }

    /** Sends one message with attributes of the sender's. */
    public void send(String body, Map<String, String> attributes) {
        Map<String, MessageAttributeValue> values = attributes.entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, entry -> MessageAttributeValue.builder()
                        .dataType("String")
                        .stringValue(entry.getValue())
                        .build()));
        client.sendMessage(request -> {
            request.queueUrl(url).messageBody(body).messageAttributes(values);
            if (isFifo()) {
                request.messageGroupId("one");
            }
        });
    }

    /** Sends many, in batches. */
    public void sendAll(List<String> bodies) {
        for (int from = 0; from < bodies.size(); from += BATCH) {
            List<String> some = bodies.subList(from, Math.min(bodies.size(), from + BATCH));
            List<SendMessageBatchRequestEntry> entries = IntStream.range(0, some.size())
                    .mapToObj(index -> SendMessageBatchRequestEntry.builder()
                            .id(String.valueOf(index))
                            .messageBody(some.get(index))
                            .build())
                    .toList();
            client.sendMessageBatch(request -> request.queueUrl(url).entries(entries));
        }
    }

    private boolean isFifo() {
        return name.endsWith(".fifo");
    }

    /** How many messages are to be received. */
    public int visible() {
        return number(url, QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES);
    }

    /** How many messages are received and not deleted. */
    public int hidden() {
        return number(url, QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_NOT_VISIBLE);
    }

    /** Whether every message is deleted, and none went to the dead-letter queue. */
    public boolean isDone() {
        return visible() == 0 && hidden() == 0 && deadLetters() == 0;
    }

    /** How many messages were received too often. */
    public int deadLetters() {
        return number(deadLetters, QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES)
                + number(deadLetters, QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_NOT_VISIBLE);
    }

    private int number(String queueUrl, QueueAttributeName attribute) {
        return Integer.parseInt(attribute(queueUrl, attribute));
    }

    private String attribute(String queueUrl, QueueAttributeName attribute) {
        return client.getQueueAttributes(request -> request.queueUrl(queueUrl).attributeNames(attribute))
                .attributes()
                .get(attribute);
    }

    @Override
    public void close() {
        List.of(url, deadLetters).forEach(queue -> client.deleteQueue(request -> request.queueUrl(queue)));
        client.close();
    }
}
