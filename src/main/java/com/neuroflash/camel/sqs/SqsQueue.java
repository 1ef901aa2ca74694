package com.neuroflash.camel.sqs;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.BatchResultErrorEntry;
import software.amazon.awssdk.services.sqs.model.ChangeMessageVisibilityBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.DeleteMessageBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;
import software.amazon.awssdk.services.sqs.model.QueueDoesNotExistException;
import software.amazon.awssdk.services.sqs.model.SqsException;

/**
 * What a consumer asks of its queue, in batches. That the queue can't be asked is logged once, and so is the end of it.
 * Neither attributes nor message attributes are asked for, so that none can come.
 */
final class SqsQueue {
    /** The most messages that one call can name. */
    static final int BATCH = 10;

    private static final Logger LOG = LoggerFactory.getLogger(SqsQueue.class);

    /** How long an empty queue is waited at; a permit is held meanwhile, so that others are kept waiting no longer. */
    private static final int WAIT_SECONDS = 1;

    private static final int FORBIDDEN = 403;

    private final SqsClient client;
    private final SqsSettings settings;
    private final int visibilitySeconds;
    private String url;
    private boolean away;

    /** A message that the queue would not do it to. */
    record Refused(HeldMessage message, String reason, boolean forGood) {}

    SqsQueue(SqsClient client, SqsSettings settings) {
        this.client = requireNonNull(client, "client is null");
        this.settings = requireNonNull(settings, "settings is null");
        visibilitySeconds = (int) settings.visibility().toSeconds();
    }

    String name() {
        return settings.name();
    }

    /**
     * Receives messages, at most {@code most}, and waits a second for the first.
     *
     * @throws QueueAwayException when the queue can't be asked
     */
    List<Message> receive(int most) {
        return call(() -> client.receiveMessage(request -> request.queueUrl(url())
                        .maxNumberOfMessages(Math.min(most, BATCH))
                        .waitTimeSeconds(WAIT_SECONDS)
                        .visibilityTimeout(visibilitySeconds))
                .messages());
    }

    /**
     * Hides messages from other consumers anew; returns those of which it could not.
     *
     * @throws QueueAwayException when the queue can't be asked
     */
    List<Refused> hide(List<HeldMessage> messages) {
        return show(messages, visibilitySeconds);
    }

    /**
     * Gives messages back, however many: other consumers see them at once.
     *
     * @throws QueueAwayException when the queue can't be asked; it is not asked about the rest
     */
    void giveBack(List<HeldMessage> messages) {
        for (int from = 0; from < messages.size(); from += BATCH) {
            show(messages.subList(from, Math.min(messages.size(), from + BATCH)), 0);
        }
    }

    private List<Refused> show(List<HeldMessage> messages, int seconds) {
        List<ChangeMessageVisibilityBatchRequestEntry> entries = numbered(messages)
                .mapToObj(index -> ChangeMessageVisibilityBatchRequestEntry.builder()
                        .id(String.valueOf(index))
                        .receiptHandle(messages.get(index).receipt().handle())
                        .visibilityTimeout(seconds)
                        .build())
                .toList();
        return refused(messages, call(() -> client.changeMessageVisibilityBatch(
                        request -> request.queueUrl(url()).entries(entries))
                .failed()));
    }

    /**
     * Deletes messages; returns those of which it could not.
     *
     * @throws QueueAwayException when the queue can't be asked
     */
    List<Refused> delete(List<HeldMessage> messages) {
        List<DeleteMessageBatchRequestEntry> entries = numbered(messages)
                .mapToObj(index -> DeleteMessageBatchRequestEntry.builder()
                        .id(String.valueOf(index))
                        .receiptHandle(messages.get(index).receipt().handle())
                        .build())
                .toList();
        return refused(messages, call(() -> client.deleteMessageBatch(
                        request -> request.queueUrl(url()).entries(entries))
                .failed()));
    }

    /** Why it can't be read; takes nothing from it. What only the credentials' rights to look at it hide is no trouble. */
    Optional<String> trouble() {
        try {
            client.getQueueAttributes(
                    request -> request.queueUrl(url()).attributeNames(QueueAttributeName.VISIBILITY_TIMEOUT));
            return Optional.empty();
        } catch (SqsException answer) {
            boolean hidden = answer.statusCode() == FORBIDDEN && settings.isUrl();
            return hidden ? Optional.empty() : Optional.of(answer.getMessage() + "; " + advice(answer));
        } catch (SdkException failure) {
            return Optional.of(String.valueOf(failure.getMessage()));
        }
    }

    private static IntStream numbered(List<HeldMessage> messages) {
        return IntStream.range(0, messages.size());
    }

    private static List<Refused> refused(List<HeldMessage> messages, List<BatchResultErrorEntry> errors) {
        return errors.stream()
                .map(error -> new Refused(
                        messages.get(Integer.parseInt(error.id())),
                        error.code() + ": " + error.message(),
                        Boolean.TRUE.equals(error.senderFault())))
                .toList();
    }

    private synchronized String url() {
        if (url == null) {
            url = settings.isUrl()
                    ? settings.queue()
                    : client.getQueueUrl(request -> request.queueName(settings.queue()))
                            .queueUrl();
        }
        return url;
    }

    private <T> T call(Supplier<T> request) {
        try {
            T answer = request.get();
            reached();
            return answer;
        } catch (SdkException failure) {
            missed(failure);
            throw new QueueAwayException(failure);
        }
    }

    private synchronized void reached() {
        if (away) {
            away = false;
            LOG.info("the queue {} is reached again", name());
        }
    }

    private synchronized void missed(SdkException failure) {
        if (away) {
            LOG.debug("the queue {} still can't be asked: {}", name(), failure.getMessage());
        } else {
            away = true;
            LOG.warn("the queue {} can't be asked: {}; {}", name(), failure.getMessage(), advice(failure));
        }
    }

    private static String advice(SdkException failure) {
        if (failure instanceof QueueDoesNotExistException) {
            return "create it, or mend sqs.queue and sqs.region; it is never created here";
        }
        int status = failure instanceof SqsException answer ? answer.statusCode() : 0;
        return switch (status) {
            case 401, FORBIDDEN ->
                "give these credentials sqs:GetQueueUrl, sqs:ReceiveMessage, sqs:ChangeMessageVisibility and"
                        + " sqs:DeleteMessage on the queue";
            case 400 -> "mend sqs.queue, sqs.region or the credentials";
            default -> "it is asked again until it answers";
        };
    }
}
