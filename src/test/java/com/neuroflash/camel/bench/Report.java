package com.neuroflash.camel.bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The table for the README, with what it was measured on. */
final class Report {
    private static final String METHOD = """
            The plain route (`src/test/java/com/neuroflash/camel/bench/PlainRoute.java`) is what one writes from Camel's \
            documentation for the same steps: file consumer with `readLock=changed`, streaming split, camel-http, Jackson, \
            a polling loop, file or aws2-s3 producer. It verifies nothing, writes no sidecar, keeps no ledger and syncs nothing. \
            Both run in a JVM of their own with the same options, over the same libraries and with \
            the same number of prompts at a time, against the packed jar's simulator in a third process on the same \
            processors; ratios are ours to plain. CPU is user and system time of the process.
            """;

    private final List<Row> rows = new ArrayList<>();
    private final List<String> ledgers = new ArrayList<>();
    private final double loadBefore = load();

    /** Shows each row as it comes: the whole takes minutes. */
    void add(Row row) {
        rows.add(row);
        System.out.println("[bench] " + row.toMarkdown());
    }

    /** Adds a line to the table of what the ledger costs. */
    void addLedger(String... cells) {
        String line = "| " + String.join(" | ", cells) + " |";
        ledgers.add(line);
        System.out.println("[bench] " + line);
    }

    String toMarkdown() {
        List<String> lines = new ArrayList<>();
        lines.add("| measured | neuroflash-camel | plain route | ratio | aim |");
        lines.add("|---|---|---|---|---|");
        rows.forEach(row -> lines.add(row.toMarkdown()));
        lines.add("");
        lines.add(METHOD.strip());
        lines.add("");
        lines.add("| ledger | images per second | of that without a ledger | CPU of the pipeline an image |"
                + " CPU of the database an image | aim |");
        lines.add("|---|---|---|---|---|---|");
        lines.addAll(ledgers);
        lines.add("");
        lines.add(Row.text(
                "Measured by `mvn -Pbench verify` on %d processors, Java %s, load average %.1f before and %.1f after.",
                Runtime.getRuntime().availableProcessors(), Runtime.version(), loadBefore, load()));
        return String.join("\n", lines) + "\n";
    }

    void write(Path file) throws IOException {
        Files.createDirectories(file.toAbsolutePath().getParent());
        Files.writeString(file, toMarkdown());
        System.out.println("\n" + toMarkdown());
    }

    private static double load() {
        return ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
    }
}
