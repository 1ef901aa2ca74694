package com.neuroflash.camel.bench;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What the ledger costs: the throughput of the same pipeline with each ledger and with none, in turn and in rounds, so
 * that whatever else the machine does weighs on all of them.
 */
final class LedgerCost {
    private static final int ROUNDS = 3;
    private static final double AIM = 0.8;

    private final Path work;
    private final Throughput throughput;
    private final List<Result> without = new ArrayList<>();
    private final List<Result> embedded = new ArrayList<>();
    private final List<Result> postgresql = new ArrayList<>();

    /**
     * What was found with one ledger in one round.
     *
     * @param throughput of the pipeline
     * @param database milliseconds of a database's own processes an image of the whole run; zero where it has none
     */
    private record Result(Throughput.Result throughput, double database) {
        double rate() {
            return throughput.rate();
        }

        double cpu() {
            return throughput.cpu();
        }
    }

    LedgerCost(Path work, long imageBytes) {
        this.work = work;
        throughput = new Throughput(work, imageBytes, Duration.ZERO);
    }

    void measure() throws IOException, URISyntaxException {
        for (int round = 0; round < ROUNDS; round++) {
            without.add(without());
            embedded.add(new Result(throughput.measure(Pipeline.OURS, LedgerChoice.embedded()), 0));
            postgresql.add(postgresql());
        }
    }

    /** Of all that was measured. */
    List<Balance> balances() {
        return Stream.of(without, embedded, postgresql)
                .flatMap(List::stream)
                .map(result -> result.throughput().balance())
                .toList();
    }

    /** The lines of the table. */
    List<String[]> rows() {
        return List.of(
                new String[] {
                    "none (the same pipeline, nothing kept)",
                    Spread.of(without, Result::rate).text("%.0f", "/s"),
                    Row.NONE,
                    Spread.of(without, Result::cpu).text("%.2f", " ms"),
                    Row.NONE,
                    Row.NONE
                },
                row("SQLite, embedded", embedded),
                row("PostgreSQL on the same processors", postgresql));
    }

    private String[] row(String ledger, List<Result> results) {
        Spread share = Spread.of(IntStream.range(0, ROUNDS)
                .mapToDouble(
                        round -> results.get(round).rate() / without.get(round).rate()));
        Spread database = Spread.of(results, Result::database);
        return new String[] {
            ledger,
            Spread.of(results, Result::rate).text("%.0f", "/s"),
            share.times(100).text("%.0f", " %"),
            Spread.of(results, Result::cpu).text("%.2f", " ms"),
            database.median() > 0 ? database.text("%.2f", " ms") : "in the pipeline's",
            "80 % or more: " + (share.median() >= AIM ? "met" : "missed")
        };
    }

    private Result without() throws IOException, URISyntaxException {
        try (BenchDirectory directory = BenchDirectory.create(work)) {
            LedgerChoice none = LedgerChoice.none(WithoutLedger.classes(directory.path()));
            return new Result(throughput.measure(Pipeline.OURS, none), 0);
        }
    }

    private Result postgresql() throws IOException, URISyntaxException {
        try (BenchDirectory directory = BenchDirectory.create(work);
                PostgresqlServer server = PostgresqlServer.start(directory.path())) {
            Throughput.Result result = throughput.measure(Pipeline.OURS, LedgerChoice.postgresql(server));
            return new Result(
                    result, server.cpu().toMillis() / (double) result.balance().asked());
        }
    }
}
