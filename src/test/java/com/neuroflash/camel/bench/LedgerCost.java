package com.neuroflash.camel.bench;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Duration;

/** What the ledger costs: the throughput of the same pipeline with each ledger and with none. */
final class LedgerCost {
    private static final double AIM = 0.8;

    private final Path work;
    private final Throughput throughput;

    /**
     * What was found with one ledger.
     *
     * @param throughput of the pipeline
     * @param database milliseconds of a database's own processes an image of the whole run; zero where it has none
     */
    record Result(Throughput.Result throughput, double database) {
        String rate() {
            return Row.text("%.0f/s", throughput.rate());
        }

        String cpu() {
            return Row.text("%.2f ms", throughput.cpu());
        }

        Balance balance() {
            return throughput.balance();
        }
    }

    LedgerCost(Path work, long imageBytes) {
        this.work = work;
        throughput = new Throughput(work, imageBytes, Duration.ZERO);
    }

    Result without() throws IOException, URISyntaxException {
        try (BenchDirectory directory = BenchDirectory.create(work)) {
            return with(LedgerChoice.none(WithoutLedger.classes(directory.path())));
        }
    }

    Result embedded() throws IOException, URISyntaxException {
        return with(LedgerChoice.embedded());
    }

    Result postgresql() throws IOException, URISyntaxException {
        try (BenchDirectory directory = BenchDirectory.create(work);
                PostgresqlServer server = PostgresqlServer.start(directory.path())) {
            Throughput.Result result = throughput.measure(Pipeline.OURS, LedgerChoice.postgresql(server));
            return new Result(
                    result, server.cpu().toMillis() / (double) result.balance().asked());
        }
    }

    private Result with(LedgerChoice ledger) throws IOException, URISyntaxException {
        return new Result(throughput.measure(Pipeline.OURS, ledger), 0);
    }

    /** A line of the table. */
    static String[] row(String ledger, Result result, Result without) {
        double share = result.throughput().rate() / without.throughput().rate();
        return new String[] {
            ledger,
            result.rate(),
            Row.text("%.0f %%", 100 * share),
            result.cpu(),
            result.database() > 0 ? Row.text("%.2f ms", result.database()) : "in the pipeline's",
            "80 % or more: " + (share >= AIM ? "met" : "missed")
        };
    }
}
