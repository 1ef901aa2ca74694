package com.neuroflash.camel.kafka;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says in one line why no prompts come, and in another that they come again. */
final class BrokerWatch {
    private static final Logger LOG = LoggerFactory.getLogger(BrokerWatch.class);
    private static final long SILENCE = Duration.ofSeconds(15).toNanos();
    private static final long LOOK = Duration.ofSeconds(1).toNanos();

    private final String brokers;
    private String told = "";
    private Optional<Metric> answers = Optional.empty();
    private double heard;
    private long heardAt;
    private long lookedAt;

    BrokerWatch(String brokers) {
        this.brokers = requireNonNull(brokers, "brokers is null");
    }

    /** A consumer begins; its count of answers is looked at from now on. */
    void begin(Consumer<?, ?> consumer) {
        answers = consumer.metrics().entrySet().stream()
                .filter(metric -> isAnswers(metric.getKey()))
                .findFirst()
                .map(Map.Entry::getValue);
        heard = 0;
        heardAt = System.nanoTime();
    }

    private static boolean isAnswers(MetricName name) {
        return name.name().equals("response-total") && name.group().equals("consumer-metrics");
    }

    /** Looks whether anybody answers: a member of a group hears of its broker every few seconds, also while it is paused. */
    void look(boolean member) {
        long now = System.nanoTime();
        if (now - lookedAt < LOOK || answers.isEmpty()) {
            return;
        }
        lookedAt = now;
        double all = ((Number) answers.get().metricValue()).doubleValue();
        if (all != heard) {
            heard = all;
            heardAt = now;
            if (member) {
                works();
            }
        } else if (now - heardAt > SILENCE) {
            isAway();
        }
    }

    void isAway() {
        tell("no broker of " + brokers + " answers");
    }

    /** It can't go on by itself, and is begun anew. */
    void failed(RuntimeException failure) {
        Throwable cause = failure;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        String reason = failure.getMessage();
        tell(cause == failure ? reason : reason + " (" + cause.getMessage() + ")");
    }

    void tell(String reason) {
        if (!told.equals(reason)) {
            LOG.warn("no prompts from Kafka: {}; it goes on by itself", reason);
            told = String.valueOf(reason);
            heardAt = System.nanoTime();
        }
    }

    private void works() {
        if (!told.isEmpty()) {
            LOG.info("prompts come from Kafka again");
            told = "";
        }
    }
}
