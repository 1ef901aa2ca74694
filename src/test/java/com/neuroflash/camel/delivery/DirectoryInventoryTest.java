package com.neuroflash.camel.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DirectoryInventoryTest {
    @TempDir
    private Path root;

    private SinkInventory inventory;

    @BeforeEach
    void fill() throws IOException {
        inventory = SinkInventory.ofDirectory(root);
        write("a/b.png", "image");
        write("a/b.png.json", "{}");
        write(".incoming/half.part", "ha");
        write(".quarantine/a/b.png.json", "{}");
    }

    @Test
    void listsWhatIsFinished() {
        try (Stream<SinkInventory.Entry> objects = inventory.objects()) {
            assertThat(objects)
                    .extracting(SinkInventory.Entry::key)
                    .containsExactlyInAnyOrder("a/b.png", "a/b.png.json", ".quarantine/a/b.png.json");
        }
        try (Stream<SinkInventory.Entry> sidecars = inventory.sidecars()) {
            assertThat(sidecars).extracting(SinkInventory.Entry::imageKey).containsExactly("a/b.png");
        }
        assertThat(inventory.holdsSidecars()).isFalse();
    }

    @Test
    void computesAChecksumWhenAsked() {
        SinkInventory.Entry entry = inventory.find("a/b.png").orElseThrow();

        assertThat(entry.length()).isEqualTo(5);
        assertThat(entry.sha256()).isEmpty();
        assertThat(inventory.sha256(entry))
                .isEqualTo(
                        Checksums.of("image".getBytes(StandardCharsets.UTF_8)).sha256());
    }

    @Test
    void readsNoMoreThanIsWanted() {
        assertThat(inventory.read("a/b.png", 5)).contains("image".getBytes(StandardCharsets.UTF_8));
        assertThat(inventory.read("a/b.png", 4)).isEmpty();
        assertThat(inventory.read("a/none.png", 4)).isEmpty();
        assertThat(inventory.find("a/none.png")).isEmpty();
    }

    @Test
    void neverLeavesItsRoot() throws IOException {
        Path outside = Files.writeString(root.resolveSibling(root.getFileName() + "-outside"), "secret");
        try {
            assertThat(inventory.read("../" + outside.getFileName(), 100)).isEmpty();
            assertThat(inventory.find("../" + outside.getFileName())).isEmpty();
            Files.createSymbolicLink(root.resolve("link.json"), outside);
            assertThat(inventory.find("link.json")).isEmpty();
        } finally {
            Files.delete(outside);
        }
    }

    @Test
    void saysThatADirectoryIsGone() {
        SinkInventory gone = SinkInventory.ofDirectory(root.resolve("gone"));

        assertThatThrownBy(gone::objects).isInstanceOf(SinkUnavailableException.class);
    }

    private void write(String key, String text) throws IOException {
        Path file = root.resolve(key);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }
}
