package com.neuroflash.camel.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.neuroflash.camel.delivery.SinkUnavailableException.Reason;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DirectorySinkTest {
    @TempDir
    Path directory;

    private Path root;
    private DirectorySink sink;

    @BeforeEach
    void createRoot() throws IOException {
        root = Files.createDirectory(directory.resolve("outbox"));
        sink = new DirectorySink(root);
    }

    @Test
    void namesItsGuarantee() throws IOException {
        assertThat(sink.probe()).isInstanceOf(ProbeResult.Ready.class);
        assertThat(sink.probe().finding()).contains(root.toString(), "hard links");
        assertThat(new DirectorySink(root, new MovePublication()).probe())
                .isInstanceOfSatisfying(ProbeResult.Weaker.class, weaker -> assertThat(weaker.finding())
                        .contains("no hard links"));
        assertThat(files(root)).isEmpty();
    }

    @Test
    void doesNotCreateAMissingRoot() throws IOException {
        DirectorySink missing = new DirectorySink(directory.resolve("unmounted"));

        assertThat(missing.probe())
                .isInstanceOfSatisfying(ProbeResult.Unusable.class, unusable -> assertThat(unusable.advice())
                        .contains("create or mount"));
        assertThatThrownBy(() -> missing.put(object("a/b.png")))
                .isInstanceOfSatisfying(SinkUnavailableException.class, away -> assertThat(away.reason())
                        .isEqualTo(Reason.MISSING))
                .hasMessageContaining("unmounted");
        assertThat(directory.resolve("unmounted")).doesNotExist();
    }

    @Test
    void recoversWhenTheRootComesBack() throws IOException {
        Path away = directory.resolve("away");
        sink.put(object("a/b.png"));
        Files.move(root, away);
        assertThatThrownBy(() -> sink.put(object("a/c.png"))).isInstanceOf(SinkUnavailableException.class);

        Files.createDirectory(root);
        sink.put(object("a/c.png"));

        assertThat(root.resolve("a/c.png")).exists();
    }

    @Test
    void refusesAFileAsItsRoot() throws IOException {
        Path file = Files.writeString(directory.resolve("file"), "x");

        assertThat(new DirectorySink(file).probe()).isInstanceOf(ProbeResult.Unusable.class);
    }

    @Test
    void followsNoLinkThatLeadsOutside() throws IOException {
        Path outside = Files.createDirectory(directory.resolve("outside"));
        Files.createSymbolicLink(root.resolve("2026"), outside);
        Files.createDirectory(root.resolve("real"));
        Files.createSymbolicLink(root.resolve("inside"), root.resolve("real"));

        assertThatThrownBy(() -> sink.put(object("2026/a.png")))
                .isInstanceOfSatisfying(SinkUnavailableException.class, away -> assertThat(away.reason())
                        .isEqualTo(Reason.OUTSIDE));
        sink.put(object("inside/a.png"));

        assertThat(files(outside)).isEmpty();
        assertThat(root.resolve("real/a.png")).exists();
    }

    @Test
    void doesNotWriteThroughALinkThatHasTheKey() throws IOException {
        Path outside = Files.writeString(directory.resolve("precious"), "precious");
        Files.createSymbolicLink(root.resolve("a.png"), outside);

        assertThatThrownBy(() -> sink.put(object("a.png"))).isInstanceOf(ObjectConflictException.class);

        assertThat(outside).hasContent("precious");
        assertThat(root.resolve(".quarantine/a.png")).exists();
    }

    @Test
    void acceptsALinkAsItsRoot() throws IOException {
        Path link = Files.createSymbolicLink(directory.resolve("link"), root);

        new DirectorySink(link).put(object("a/b.png"));

        assertThat(root.resolve("a/b.png")).exists();
    }

    @Test
    void removesOnlyWhatAnEarlierProcessLeftLongAgo() throws IOException {
        Path incoming = Files.createDirectory(root.resolve(".incoming"));
        Path stale = Files.writeString(incoming.resolve("stale.part"), "x");
        Path fresh = Files.writeString(incoming.resolve("fresh.part"), "x");
        Files.setLastModifiedTime(stale, FileTime.from(Instant.now().minus(Duration.ofDays(2))));

        sink.probe();

        assertThat(stale).doesNotExist();
        assertThat(fresh).exists();
    }

    @Test
    void leavesNothingBehindWhenTheBytesChangedSinceTheyWereVerified() throws IOException {
        SinkObject object = object("a/b.png");
        Files.write(((File) object.body()).toPath(), new byte[(int) object.length()]);

        assertThatThrownBy(() -> sink.put(object)).isInstanceOf(CorruptImageException.class);

        assertThat(files(root)).isEmpty();
    }

    @Test
    void letsOthersReadWhatItWrites() throws IOException {
        Path ordinary = Files.writeString(directory.resolve("ordinary"), "x");

        sink.put(object("a/b.png"));

        assertThat(Files.getPosixFilePermissions(root.resolve("a/b.png")))
                .isEqualTo(Files.getPosixFilePermissions(ordinary));
    }

    @Test
    void tellsAFullDiskFromOtherFailures() throws IOException {
        Path full = Path.of("/dev/full");
        assumeTrue(Files.exists(full), "only Linux has a device that is always full");

        IOException failure = failureOf(() -> {
            try (OutputStream output = Files.newOutputStream(full)) {
                output.write(1);
            }
        });

        assertThat(SinkUnavailableException.of("outbox", failure).reason()).isEqualTo(Reason.FULL);
        assertThat(SinkUnavailableException.of("outbox", failure)).hasMessageContaining("free some space");
        assertThat(SinkUnavailableException.of("outbox", new IOException("Input/output error"))
                        .reason())
                .isEqualTo(Reason.FAILED);
    }

    @Test
    void takesARefusedLinkForAFileSystemWithoutLinksButNotAFullDisk() {
        assertThat(HardLinkPublication.isLinkless(new FileSystemException("a", "b", "Operation not permitted")))
                .isTrue();
        assertThat(HardLinkPublication.isLinkless(new UnsupportedOperationException()))
                .isTrue();
        assertThat(HardLinkPublication.isLinkless(new FileSystemException("a", "b", "No space left on device")))
                .isFalse();
        assertThat(HardLinkPublication.isLinkless(new AccessDeniedException("a")))
                .isFalse();
    }

    private interface Failing {
        void run() throws IOException;
    }

    private static IOException failureOf(Failing action) {
        try {
            action.run();
            throw new AssertionError("expected a failure");
        } catch (IOException failure) {
            return failure;
        }
    }

    private SinkObject object(String key) throws IOException {
        Path file = Files.writeString(directory.resolve("image"), "bytes of " + key);
        Checksums checksums = Checksums.of(Files.readAllBytes(file));
        return new SinkObject(new ObjectKey(key), "image/png", checksums.length(), checksums.sha256(), file.toFile());
    }

    private static List<Path> files(Path directory) throws IOException {
        try (Stream<Path> walk = Files.walk(directory)) {
            return walk.filter(Files::isRegularFile).toList();
        }
    }
}
