package com.neuroflash.camel.chaos;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/** A Markdown table with a line a scenario. */
final class Chronicle {
    private static final Path FILE = Path.of(System.getProperty("chaos.report", "target/chaos.md"));
    private static final String HEAD = "| scenario | seed | inputs | done | failed | held | billed | images | objects |"
            + " adopted | absent | verdict |\n|---|---|---|---|---|---|---|---|---|---|---|---|\n";

    private Chronicle() {}

    static synchronized void tell(String scenario, long seed, Figures figures, String verdict) {
        List<Object> cells = new ArrayList<>(List.of(scenario, seed));
        cells.addAll(List.of(figures.inputs(), figures.done(), figures.failed(), figures.held()));
        cells.addAll(List.of(figures.billed(), figures.images(), figures.objects()));
        cells.addAll(List.of(figures.adopted(), figures.absent(), verdict));
        String line = String.join(" | ", cells.stream().map(String::valueOf).toList());
        System.out.println("chaos: " + scenario + ", seed " + seed + ": " + figures + ": " + verdict);
        try {
            Files.createDirectories(FILE.toAbsolutePath().getParent());
            String head = Files.exists(FILE) ? "" : HEAD;
            Files.writeString(FILE, head + "| " + line + " |\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
