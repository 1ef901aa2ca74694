package com.neuroflash.camel.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class FailedPromptsTest extends InboxTest {
    @Test
    void listsWhatFailedWithItsReasons() throws IOException {
        finished.finish(drop("a.txt", "a fox"), FileOutcome.of(0, List.of(known(1))));
        finished.finish(drop("b.csv", CSV), FileOutcome.of(1, List.of(failure(4), known(6))));

        List<FailedFile> files = new FailedPrompts(inbox).list();

        assertThat(files).extracting(FailedFile::name).containsExactlyInAnyOrder("a.json", "b.csv");
        FailedFile csv = files.stream()
                .filter(file -> file.name().equals("b.csv"))
                .findFirst()
                .orElseThrow();
        assertThat(csv.failures()).containsExactly(failure(4), known(6));
        assertThat(csv.settled()).isTrue();
    }

    @Test
    void dropsAFileInAgainAndRemovesItsReport() throws IOException {
        finished.finish(drop("a.txt", "a fox"), FileOutcome.of(0, List.of(failure(1))));
        FailedPrompts failed = new FailedPrompts(inbox);
        FailedFile file = failed.list().get(0);

        assertThat(failed.dropIn(file)).isTrue();

        assertThat(tree()).containsExactly("a.txt a fox");
        assertThat(Files.getLastModifiedTime(inbox.resolve("a.txt")).toInstant())
                .isEqualTo(file.modified());
        assertThat(failed.dropIn(file)).isFalse();
    }

    @Test
    void replacesNoFileThatHasItsNameInTheInbox() throws IOException {
        finished.finish(drop("a.txt", "a fox"), FileOutcome.of(0, List.of(failure(1))));
        drop("a.txt", "a new fox");

        FailedPrompts failed = new FailedPrompts(inbox);
        failed.dropIn(failed.list().get(0));

        assertThat(tree()).containsExactly("a-2.txt a fox", "a.txt a new fox");
    }

    @Test
    void comesToTheSameEndAfterACrashOnTheWay() throws IOException {
        finished.finish(drop("a.txt", "a fox"), FileOutcome.of(0, List.of(failure(1))));
        Files.createLink(inbox.resolve("a.txt"), inbox.resolve(".failed/a.txt"));
        FailedPrompts failed = new FailedPrompts(inbox);

        failed.dropIn(failed.list().get(0));

        assertThat(tree()).containsExactly("a.txt a fox");
    }

    @Test
    void stillShowsAFileWhoseReportACrashHasRemoved() throws IOException {
        finished.finish(drop("a.txt", "a fox"), FileOutcome.of(0, List.of(failure(1))));
        Files.delete(inbox.resolve(".failed/a.txt.error.json"));
        FailedPrompts failed = new FailedPrompts(inbox);

        assertThat(failed.list().get(0).failures()).isEmpty();
        failed.dropIn(failed.list().get(0));

        assertThat(tree()).containsExactly("a.txt a fox");
    }

    @Test
    void leavesLinksAndWhatIsStillBeingWrittenAlone() throws IOException {
        finished.finish(drop("a.txt", "a fox"), FileOutcome.of(0, List.of(failure(1))));
        Path secret = Files.writeString(inbox.resolve(".secret"), "secret");
        Files.createSymbolicLink(inbox.resolve(".failed/link.txt"), secret);
        Files.writeString(inbox.resolve(".failed/.a.txt.reserved"), "owner");
        Files.writeString(inbox.resolve(".failed/lost.csv.error.json"), "[]");

        List<FailedFile> files = new FailedPrompts(inbox).list();

        assertThat(files).extracting(FailedFile::name).containsExactly("a.txt");
        assertThat(files.get(0).settled()).isFalse();
    }
}
