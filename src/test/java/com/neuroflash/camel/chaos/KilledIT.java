package com.neuroflash.camel.chaos;

import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The service killed at random moments, over an embedded ledger. */
@Tag("chaos")
class KilledIT {
    @TempDir
    private Path directory;

    @Test
    void billsAndDeliversOnceThroughThirtyKills() {
        int prompts = Scale.of(2_000, 120);
        int kills = Scale.of(30, 4);
        try (Lab lab = new Lab(directory, prompts + " prompts, " + kills + " kill -9, SQLite", Scale.seed())) {
            lab.ask(0, prompts);
            Application application = lab.application();
            application.start();

            lab.killAtRandomMoments(application, kills, prompts * 3 / kills);
            lab.awaitSettled();

            lab.verify();
        }
    }
}
