package com.neuroflash.camel.app;

import static java.util.Objects.requireNonNull;

import com.neuroflash.camel.sqs.SqsComponent;
import com.neuroflash.camel.sqs.SqsSettings;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.apache.camel.CamelContext;
import software.amazon.awssdk.services.sqs.SqsClient;

/** The SQS source: prompts from one queue. */
final class SqsSource implements Source {
    static final String ROUTE = "consume-sqs";

    private final SqsSettings settings;
    private Optional<SqsClient> client = Optional.empty();

    private SqsSource(SqsSettings settings) {
        this.settings = requireNonNull(settings, "settings is null");
    }

    /** Configured when {@code sqs.queue} is set. */
    static Optional<SqsSource> read(Values values, Problems problems) {
        return values.text("sqs.queue").map(queue -> {
            Optional<String> region = values.text("sqs.region");
            if (region.isEmpty()) {
                problems.add(
                        "sqs.region",
                        "expected the queue's region with sqs.queue, such as eu-central-1, found nothing");
            }
            return new SqsSource(new SqsSettings(
                    queue, region.orElse("us-east-1"), values.httpUri("sqs.endpoint"), visibility(values, problems)));
        });
    }

    private static Duration visibility(Values values, Problems problems) {
        Duration found = values.duration("sqs.visibility");
        boolean possible = found.compareTo(SqsSettings.SHORTEST_VISIBILITY) >= 0
                && found.compareTo(SqsSettings.LONGEST_VISIBILITY) <= 0;
        if (!possible && values.text("sqs.visibility").isPresent()) {
            problems.add(
                    "sqs.visibility",
                    "expected from 2s to 1h, found '"
                            + values.text("sqs.visibility").orElse("") + "'");
        }
        return possible ? found : SqsSettings.SHORTEST_VISIBILITY;
    }

    @Override
    public String name() {
        return "sqs";
    }

    @Override
    public String place() {
        return "the SQS queue " + settings.name();
    }

    @Override
    public Set<String> routes() {
        return Set.of(ROUTE);
    }

    @Override
    public boolean takesFromOthers() {
        return true;
    }

    @Override
    public Optional<String> trouble() {
        return settings.trouble();
    }

    @Override
    public void checkHold(Duration longest, Problems problems) {
        if (longest.compareTo(SqsSettings.LONGEST_HOLD) > 0) {
            problems.add(
                    "pipeline.max-hold",
                    "expected, with neuroflash.response-timeout and neuroflash.history-deadline on top, "
                            + SqsSettings.LONGEST_HOLD.toHours() + "h or less with sqs.queue, found "
                            + longest.toSeconds() + "s in all; SQS gives a message to others after 12h");
        }
    }

    @Override
    public void bind(CamelContext context, SourceParts parts) {
        SqsClient opened = settings.open();
        client = Optional.of(opened);
        context.addComponent(
                "neuroflash-sqs",
                new SqsComponent(opened, settings, parts.entrance().intake(), parts.feed()::keep));
    }

    @Override
    public void close() {
        client.ifPresent(SqsClient::close);
    }
}
