package com.neuroflash.camel.kafka;

import static java.util.Objects.requireNonNull;

import com.neuroflash.camel.intent.Intake;
import java.util.Map;
import org.apache.camel.Endpoint;
import org.apache.camel.support.DefaultComponent;

/**
 * {@code from("neuroflash-kafka:topic")}: reads prompts from Kafka, works on many of one partition at once, commits the
 * offset below which everything is finished, and never gives a partition away because prompts take long. What it needs
 * beside the topic is handed in, so that no address and no secret stands in a URI.
 */
public final class KafkaPromptsComponent extends DefaultComponent {
    /** Under which it is put into a context. */
    public static final String SCHEME = "neuroflash-kafka";

    private final KafkaAccess access;
    private final Intake intake;

    /**
     * The component of one context.
     *
     * @param intake whose permits are taken, one a record
     */
    public KafkaPromptsComponent(KafkaAccess access, Intake intake) {
        this.access = requireNonNull(access, "access is null");
        this.intake = requireNonNull(intake, "intake is null");
    }

    @Override
    protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) {
        return new KafkaPromptsEndpoint(uri, this, remaining);
    }

    KafkaAccess access() {
        return access;
    }

    Intake intake() {
        return intake;
    }
}
