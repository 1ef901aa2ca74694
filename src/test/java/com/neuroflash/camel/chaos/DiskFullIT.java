package com.neuroflash.camel.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A full disk below the ledger and below the downloads. */
@Tag("chaos")
class DiskFullIT {
    private static final int KNOWN = 5;
    private static final int LEDGER_MEGABYTES = 16;
    private static final int WORK_MEGABYTES = 4;
    private static final Duration QUIET = Duration.ofSeconds(2);
    private static final Duration WATCHED = Duration.ofSeconds(6);

    @TempDir
    private Path directory;

    @Test
    void sendsNothingThatTheLedgerHasNoRoomFor() {
        try (SmallDisk disk = SmallDisk.mount(directory.resolve("small"), LEDGER_MEGABYTES);
                Lab lab = new Lab(directory, "disk full at the ledger", Scale.seed())) {
            lab.with(new LedgerBook("jdbc:sqlite:" + disk.root().resolve("ledger.db"), Optional.empty()));

            fillAndFree(lab, disk, "its disk is full");
        }
    }

    @Test
    void sendsNothingThatTheWorkDirectoryHasNoRoomFor() {
        try (SmallDisk disk = SmallDisk.mount(directory.resolve("small"), WORK_MEGABYTES);
                Lab lab = new Lab(directory, "disk full at the work directory", Scale.seed())) {
            lab.with("app.data-directory", disk.root().toString()).with("delivery.max-image-size", "64KB");

            fillAndFree(lab, disk, "disk full");
        }
    }

    private static void fillAndFree(Lab lab, SmallDisk disk, String reason) {
        int prompts = Scale.of(300, 60);
        Application application = lab.application();
        application.startAndAwait();
        lab.ask(0, KNOWN);
        lab.awaitSettled();
        lab.simulator().faults(FaultRules.latency("generate", "20ms", "100ms"));
        lab.ask(KNOWN, prompts);
        lab.awaitCalls(prompts / 2);

        disk.fill();
        lab.ask(KNOWN + prompts, prompts);
        lab.awaitThat("the service notices", () -> application.log().contains(reason) || lab.isSettled());
        PostWatch posts = new PostWatch(lab);
        long sent = posts.awaitNoneFor(QUIET);
        posts.requireNoneFor(WATCHED);
        assertThat(application.log()).contains(reason);
        assertThat(sent).as("sent before the disk was full").isLessThan(2L * prompts + KNOWN);
        long paused = pauses(application);
        disk.free();
        lab.awaitSettled();

        Figures figures = lab.verify();
        assertThat(posts.count()).as("POSTs, none of them repeated").isEqualTo(2L * prompts + KNOWN);
        assertThat(figures.done()).isEqualTo(2L * prompts + KNOWN);
        assertThat(paused).as("pauses while the disk was full: no flapping").isLessThanOrEqualTo(3);
    }

    private static long pauses(Application application) {
        return application
                .log()
                .lines()
                .filter(line -> line.contains("paused: "))
                .count();
    }
}
