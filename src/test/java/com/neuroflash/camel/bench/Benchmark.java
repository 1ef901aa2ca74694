package com.neuroflash.camel.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * All figures of the README in one run. It fails when an image of ours is lost, double, broken or billed twice, never
 * because something is slow.
 */
class Benchmark {
    private static final long SMALL = 256 * 1024;
    private static final long MEDIUM = 2 * 1000 * 1000;
    private static final Duration NO_LATENCY = Duration.ZERO;
    private static final Duration LATENCY = Duration.ofMillis(200);
    private static final Duration GENERATION = Duration.ofSeconds(10);
    private static final double NEARLY_IDEAL = 0.95;
    private static final double SIMULATOR_AIM = 5;
    private static final double IDEAL_SHARE = 0.9;
    private static final Duration OUR_LIMIT = Duration.ofMinutes(5);
    private static final Duration PLAIN_LIMIT = Duration.ofSeconds(30);

    private final Path target = Path.of(System.getProperty("bench.directory", "target"));
    private final Path work = target.resolve("bench");
    private final Report report = new Report();
    private final List<String> wrong = new ArrayList<>();

    /** One part of the table; named in {@code -Dbench.only} it is measured alone. */
    private interface Part {
        void measure() throws Exception;
    }

    @Test
    void measuresOurPipelineBesideAPlainRoute() throws Exception {
        Map<String, Part> parts = new LinkedHashMap<>();
        parts.put("start", () -> new FirstImage(work).measure().forEach(report::add));
        parts.put("throughput", this::throughput);
        parts.put("ledgers", this::ledgers);
        parts.put("flight", this::manyInFlight);
        parts.put("files", this::manyFiles);
        parts.put("memory", this::largeImages);
        parts.put("kafka", this::kafka);
        parts.put("jms", this::jmsQueue);
        parts.put("sqs", this::sqs);
        String only = System.getProperty("bench.only", "");
        parts.keySet()
                .removeIf(name -> !only.isBlank() && !List.of(only.split(",")).contains(name));
        for (Part part : parts.values()) {
            part.measure();
        }

        report.write(target.resolve("bench.md"));
        assertThat(wrong).as("images lost, double, broken or billed twice").isEmpty();
    }

    private void throughput() throws Exception {
        double ourRate = throughput("256 KiB without latency", SMALL, NO_LATENCY);
        throughput("2 MB with 200 ms latency", MEDIUM, LATENCY);
        simulator(ourRate);
    }

    private double throughput(String what, long imageBytes, Duration latency) throws Exception {
        Throughput throughput = new Throughput(work, imageBytes, latency);
        Throughput.Result ours = throughput.measure(Pipeline.OURS);
        Throughput.Result plain = throughput.measure(Pipeline.PLAIN);
        check(what, ours.balance());
        if (ours.sidecars() != ours.balance().asked()) {
            wrong.add(what + ": " + ours.sidecars() + " sidecars of "
                    + ours.balance().asked());
        }
        report.add(Row.of("images per second, " + what, rate(ours), rate(plain), Row.ratio(ours.rate(), plain.rate())));
        report.add(Row.of(
                "– CPU of the pipeline an image",
                milliseconds(ours.cpu()),
                milliseconds(plain.cpu()),
                Row.ratio(ours.cpu(), plain.cpu())));
        report.add(Row.of(
                "– CPU of the simulator an image",
                milliseconds(ours.simulatorCpu()),
                milliseconds(plain.simulatorCpu()),
                Row.ratio(ours.simulatorCpu(), plain.simulatorCpu())));
        return ours.rate();
    }

    private static String rate(Throughput.Result result) {
        return Row.text("%.0f/s (%d images)", result.rate(), result.images())
                + result.balance().remark();
    }

    private static String milliseconds(double value) {
        return Row.text("%.2f ms", value);
    }

    private void simulator(double ourRate) throws Exception {
        SimulatorRate.Result simulator = new SimulatorRate(work).measure();
        report.add(simulatorRow("the simulator alone, view of 256 KiB", simulator.views(), ourRate));
        report.add(simulatorRow("the simulator alone, generate + history + view", simulator.flows(), ourRate));
    }

    private static Row simulatorRow(String what, double rate, double ourRate) {
        return Row.of(what, Row.text("%.0f/s", rate), Row.NONE, Row.text("%.1f× our pipeline's rate", rate / ourRate))
                .withAim("5× or more", rate >= SIMULATOR_AIM * ourRate);
    }

    /** 256 KiB without latency, where the ledger weighs most. */
    private void ledgers() throws Exception {
        double syncs = new Syncs(work).perSecond();
        LedgerCost cost = new LedgerCost(work, SMALL);
        cost.measure();
        cost.balances().forEach(balance -> check("what the ledger costs", balance));
        cost.rows().forEach(report::addLedger);
        report.addLedger(
                Row.text("the disk syncs 4 KiB %.0f times a second", syncs),
                Row.NONE,
                Row.NONE,
                Row.NONE,
                Row.NONE,
                Row.NONE);
    }

    private void manyInFlight() throws Exception {
        ManyInFlight.Result result = new ManyInFlight(work).measure();
        check("1,000 in flight", result.balance());
        double ideal = ManyInFlight.Result.ideal();
        String what = Row.text(
                "%,d generations of 10 s in flight, 256 KiB, `-Xmx512m`, %,d in all",
                ManyInFlight.PROMPTS_AT_ONCE, ManyInFlight.PROMPTS);
        report.add(Row.of(what, result.text(), Row.NONE, Row.NONE)
                .withAim(Row.text("%.0f/s", IDEAL_SHARE * ideal), result.rate() >= IDEAL_SHARE * ideal));
    }

    private void manyFiles() throws Exception {
        ManyFiles manyFiles = new ManyFiles(work);
        ManyFiles.Result ours = manyFiles.measure(Pipeline.OURS, OUR_LIMIT);
        ManyFiles.Result plain = manyFiles.measure(Pipeline.PLAIN, PLAIN_LIMIT);
        check("500 files", ours.balance());
        String ratio = plain.complete()
                ? Row.ratio(ours.last(), plain.last())
                : "under " + Row.ratio(ours.last() * plain.delivered(), plain.last() * ours.delivered());
        report.add(Row.of("500 files dropped at once, until all are delivered", ours.text(), plain.text(), ratio));
    }

    private void sqs() throws Exception {
        sqs(
                "messages per second from one SQS queue, without latency, 16 at a time",
                new QueueRate(work, NO_LATENCY, 16, 1_000));
        sqs("the same at 10 s latency with 200 in flight, ideal 20/s", new QueueRate(work, GENERATION, 200, 1_000));
    }

    private void sqs(String what, QueueRate queue) throws Exception {
        QueueRate.Result ours = queue.measure(Pipeline.OURS);
        QueueRate.Result plain = queue.measure(Pipeline.PLAIN);
        check("SQS " + what, ours.balance());
        Row row = Row.of(
                what,
                Row.text("%.1f/s (%d messages)", ours.rate(), ours.delivered()),
                Row.text("%.1f/s (%d messages)", plain.rate(), plain.delivered()),
                Row.ratio(ours.rate(), plain.rate()));
        boolean bounded = Double.isFinite(queue.ideal());
        report.add(bounded ? row.withAim("95 % of the ideal", ours.rate() >= NEARLY_IDEAL * queue.ideal()) : row);
    }

    private void largeImages() throws Exception {
        LargeImages large = new LargeImages(work);
        largeImages("directory", large.intoDirectory(Pipeline.OURS), large.intoDirectory(Pipeline.PLAIN));
        largeImages("S3", large.intoBucket(Pipeline.OURS), large.intoBucket(Pipeline.PLAIN));
    }

    private void largeImages(String sink, LargeImages.Result ours, LargeImages.Result plain) {
        String what = "peak memory (RSS), 64 images of 25 MiB at once, `-Xmx128m`, " + sink;
        check(what, ours.balance());
        String ratio = plain.balance().isEven()
                        && ours.peak().isPresent()
                        && plain.peak().isPresent()
                ? Row.ratio(ours.peak().get(), plain.peak().get())
                : Row.NONE;
        report.add(Row.of(what, ours.text(), plain.text(), ratio));
    }

    private void kafka() throws Exception {
        KafkaRate quick = new KafkaRate(work, NO_LATENCY, Setup.USUAL_CONCURRENCY, 3_000);
        kafka("messages per second from one Kafka partition, without latency", quick, Row.NONE);
        KafkaRate slow = new KafkaRate(work, Duration.ofSeconds(10), 200, 1_200);
        kafka("the same at 10 s latency with 200 in flight", slow, "95 % of the ideal");
    }

    private void kafka(String what, KafkaRate rate, String aim) throws Exception {
        KafkaRate.Result ours = rate.measure(Pipeline.OURS, OUR_LIMIT);
        KafkaRate.Result plain = rate.measure(Pipeline.PLAIN, PLAIN_LIMIT);
        check(what, ours.balance());
        double ofIdeal = ours.rate() / rate.idealRate();
        Row row = Row.of(
                what,
                Row.text("%.1f/s (%d messages)", ours.rate(), ours.delivered())
                        + (ofIdeal > 0 ? Row.text(", %.1f %% of the ideal", 100 * ofIdeal) : ""),
                Row.text("%.1f/s (%d messages)", plain.rate(), plain.delivered()),
                Row.ratio(ours.rate(), plain.rate()));
        report.add(aim.equals(Row.NONE) ? row : row.withAim(aim, ofIdeal >= NEARLY_IDEAL));
    }

    private void jmsQueue() throws Exception {
        JmsQueue queue = new JmsQueue(work);
        queue.measure().forEach(report::add);
        wrong.addAll(queue.wrong());
    }

    private void check(String what, Balance balance) {
        if (!balance.isEven()) {
            wrong.add(what + balance.remark());
        }
    }
}
