package com.neuroflash.camel.component;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Runs the packed component on the class path that Maven gives an application that depends on it. */
class EmbeddingIT {
    private static final long HUGE = EmbeddingApplication.HUGE_MEGABYTES * (1L << 20);

    @TempDir
    private Path folder;

    @Test
    @Timeout(value = 180, unit = TimeUnit.SECONDS)
    void dragsInNothingAndStreamsWhatIsLargerThanTheHeap() throws Exception {
        String output = new DependentApplication(folder, Set.of())
                .run(EmbeddingApplication.class, List.of("-Xmx48m"), folder.toString());

        assertThat(output).contains("images=1").contains("bytes=" + HUGE);
        assertThat(folder.resolve("image.png")).hasSize(HUGE);
    }
}
