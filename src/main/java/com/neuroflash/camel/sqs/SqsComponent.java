package com.neuroflash.camel.sqs;

import static java.util.Objects.requireNonNull;

import com.neuroflash.camel.intent.Intake;
import java.time.Duration;
import java.util.Map;
import org.apache.camel.Endpoint;
import org.apache.camel.support.DefaultComponent;
import software.amazon.awssdk.services.sqs.SqsClient;

/**
 * Consumes messages of one SQS queue: {@code from("neuroflash-sqs:configured")}. The body of an exchange is a {@link
 * com.neuroflash.camel.source.SourceMessage}; nothing else of a message is taken over. The message is deleted when its
 * exchange has ended without an exception.
 */
public final class SqsComponent extends DefaultComponent {
    private final SqsClient client;
    private final SqsSettings settings;
    private final Intake intake;
    private final MessageKeeper keeper;
    private final Duration longestHold;

    /**
     * For one queue.
     *
     * @param client stays the caller's, who closes it after the context
     * @param intake lends the permit that is taken before each message is received
     * @param keeper keeps what is held for longer than {@link SqsSettings#LONGEST_HOLD}
     */
    public SqsComponent(SqsClient client, SqsSettings settings, Intake intake, MessageKeeper keeper) {
        this(client, settings, intake, keeper, SqsSettings.LONGEST_HOLD);
    }

    SqsComponent(SqsClient client, SqsSettings settings, Intake intake, MessageKeeper keeper, Duration longestHold) {
        this.client = requireNonNull(client, "client is null");
        this.settings = requireNonNull(settings, "settings is null");
        this.intake = requireNonNull(intake, "intake is null");
        this.keeper = requireNonNull(keeper, "keeper is null");
        this.longestHold = requireNonNull(longestHold, "longestHold is null");
    }

    @Override
    protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) {
        return new SqsEndpoint(uri, this);
    }

    SqsQueue queue() {
        return new SqsQueue(client, settings);
    }

    Intake intake() {
        return intake;
    }

    MessageKeeper keeper() {
        return keeper;
    }

    Duration longestHold() {
        return longestHold;
    }

    Duration visibility() {
        return settings.visibility();
    }
}
