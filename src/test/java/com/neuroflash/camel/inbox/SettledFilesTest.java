package com.neuroflash.camel.inbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SettledFilesTest {
    @TempDir
    private Path inbox;

    private long now = 17;
    private final SettledFiles settled = new SettledFiles(Duration.ofMillis(500), () -> now);

    @Test
    void isReadyOnceItStayedAsItIsForTheSettleTime() throws IOException {
        Path file = Files.writeString(inbox.resolve("a.txt"), "a fox");

        assertThat(settled.isReady(file)).isFalse();
        pass(Duration.ofMillis(499));
        assertThat(settled.isReady(file)).isFalse();
        pass(Duration.ofMillis(1));
        assertThat(settled.isReady(file)).isTrue();
        assertThat(settled.isReady(file)).isTrue();
    }

    @Test
    void letsAGrowingFileWait() throws IOException {
        Path file = Files.writeString(inbox.resolve("a.jsonl"), "{");

        for (int look = 0; look < 20; look++) {
            assertThat(settled.isReady(file)).isFalse();
            Files.writeString(file, "x", StandardOpenOption.APPEND);
            pass(Duration.ofMillis(600));
        }
        assertThat(settled.isReady(file)).isFalse();
        pass(Duration.ofMillis(500));
        assertThat(settled.isReady(file)).isTrue();
    }

    @Test
    void startsAnewWhenOnlyTheModificationTimeChanges() throws IOException {
        Path file = Files.writeString(inbox.resolve("a.txt"), "a fox");
        settled.isReady(file);

        Files.setLastModifiedTime(file, FileTime.from(Instant.parse("1980-01-01T00:00:00Z")));
        pass(Duration.ofSeconds(1));

        assertThat(settled.isReady(file)).isFalse();
        pass(Duration.ofSeconds(1));
        assertThat(settled.isReady(file)).isTrue();
    }

    @Test
    void settlesWhatLayInTheDirectoryAtTheStartByItsFirstPoll() throws IOException {
        Path early = Files.writeString(inbox.resolve("a.txt"), "a fox");
        settled.lookInto(inbox);
        Path late = Files.writeString(inbox.resolve("b.txt"), "a fox");
        pass(Duration.ofMillis(500));

        assertThat(settled.isReady(early)).isTrue();
        assertThat(settled.isReady(late)).isFalse();
    }

    @Test
    void leavesADirectoryThatCannotBeReadToThePolls() {
        settled.lookInto(inbox.resolve("missing"));

        assertThat(settled.remembered()).isZero();
    }

    @Test
    void settlesFiveHundredFilesAtOnce() throws IOException {
        List<Path> files = new ArrayList<>();
        for (int index = 0; index < 500; index++) {
            files.add(Files.writeString(inbox.resolve(index + ".txt"), "a fox"));
        }

        assertThat(files).noneMatch(settled::isReady);
        pass(Duration.ofMillis(500));

        assertThat(files).allMatch(settled::isReady);
    }

    @Test
    void takesAnEmptyFileOnlyAfterALongerWait() throws IOException {
        Path file = Files.createFile(inbox.resolve("a.txt"));
        settled.isReady(file);

        pass(Duration.ofSeconds(9));
        assertThat(settled.isReady(file)).isFalse();
        pass(Duration.ofSeconds(1));
        assertThat(settled.isReady(file)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {".a.txt", "a.txt.tmp", "a.part", "a.filepart", "a.CRDOWNLOAD", "a.txt~"})
    void ignoresHiddenAndTemporaryNames(String name) throws IOException {
        Path file = Files.writeString(inbox.resolve(name), "a fox");

        assertThat(isEverReady(file)).isFalse();
        assertThat(settled.remembered()).isZero();
    }

    @Test
    void ignoresLinksAndDirectories() throws IOException {
        Path file = Files.writeString(inbox.resolve("a.txt"), "a fox");
        Path directory = Files.createDirectory(inbox.resolve("d.txt"));
        Path link = Files.createSymbolicLink(inbox.resolve("link.txt"), file);
        Path toDirectory = Files.createSymbolicLink(inbox.resolve("dlink.txt"), directory);
        Path dangling = Files.createSymbolicLink(inbox.resolve("dangling.txt"), inbox.resolve("nothing"));

        assertThat(List.of(directory, link, toDirectory, dangling, inbox.resolve("missing.txt")))
                .noneMatch(this::isEverReady);
    }

    @Test
    void forgetsAFileThatVanished() throws IOException {
        Path file = Files.writeString(inbox.resolve("a.txt"), "a fox");
        Path other = Files.writeString(inbox.resolve("b.txt"), "a fox");
        settled.isReady(file);
        settled.isReady(other);
        Files.delete(file);

        pass(Duration.ofMinutes(1));

        assertThat(settled.isReady(other)).isTrue();
        assertThat(settled.remembered()).isEqualTo(1);
    }

    @Test
    void looksAnewAtAFileThatCameBack() throws IOException {
        Path file = Files.writeString(inbox.resolve("a.txt"), "a fox");
        settled.isReady(file);
        Files.delete(file);
        settled.isReady(file);
        Files.writeString(file, "a fox");
        pass(Duration.ofSeconds(1));

        assertThat(settled.isReady(file)).isFalse();
    }

    @Test
    void refusesANegativeSettleTime() {
        assertThatThrownBy(() -> new SettledFiles(Duration.ofMillis(-1), () -> 0))
                .hasMessageContaining("PT-0.001S")
                .hasMessageContaining("zero or more");
    }

    private boolean isEverReady(Path file) {
        settled.isReady(file);
        pass(Duration.ofMinutes(1));
        return settled.isReady(file);
    }

    private void pass(Duration time) {
        now += time.toNanos();
    }
}
