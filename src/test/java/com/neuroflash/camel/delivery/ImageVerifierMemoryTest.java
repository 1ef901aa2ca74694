package com.neuroflash.camel.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImageVerifierMemoryTest {
    private static final int MEBIBYTES_25 = 25 * 1024 * 1024;
    private static final int THREADS = 16;

    @TempDir
    Path directory;

    @Test
    void verifiesManyLargeImagesAtATimeInAHeapSmallerThanOne() throws Exception {
        Path png = Images.png(directory.resolve("large.png"), 4_000, 3_000, MEBIBYTES_25);
        Path webp = Files.write(directory.resolve("large.webp"), Images.extendedWebp(4_000, 3_000, MEBIBYTES_25));

        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx16m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        SmallHeap.class.getName(),
                        png.toString(),
                        webp.toString())
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("output").toFile())
                .start();
        try {
            assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
            assertThat(directory.resolve("output")).hasContent("verified " + THREADS);
        } finally {
            process.destroyForcibly();
        }
    }

    /** Runs in a JVM of its own. */
    static final class SmallHeap {
        private SmallHeap() {}

        public static void main(String[] files) throws Exception {
            ImageVerifier verifier = new ImageVerifier();
            ExecutorService threads = Executors.newFixedThreadPool(THREADS);
            List<Future<VerifiedImage>> images = new ArrayList<>();
            for (int task = 0; task < THREADS; task++) {
                Path file = Path.of(files[task % files.length]);
                images.add(threads.submit(() -> verifier.verify(file, Optional.empty(), ExpectedImage.unknown())));
            }
            int verified = 0;
            for (Future<VerifiedImage> image : images) {
                verified += image.get().width() == 4_000 ? 1 : 0;
            }
            threads.shutdown();
            System.out.println("verified " + verified);
        }
    }
}
