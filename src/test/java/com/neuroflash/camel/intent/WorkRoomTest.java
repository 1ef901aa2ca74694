package com.neuroflash.camel.intent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorkRoomTest {
    @TempDir
    private Path directory;

    @Test
    void refusesWhatWouldNotFindRoom() {
        WorkRoom room = new WorkRoom(directory, Long.MAX_VALUE);

        assertThatThrownBy(room::require)
                .isInstanceOf(DiskFullException.class)
                .hasMessageContaining(directory.toString())
                .hasMessageContaining("delivery.max-image-size");
    }

    @Test
    void makesItsDirectory() {
        Path below = directory.resolve("work");

        assertThatCode(() -> new WorkRoom(below, 1).require()).doesNotThrowAnyException();

        assertThat(below).isDirectory();
    }
}
