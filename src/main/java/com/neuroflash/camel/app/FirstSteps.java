package com.neuroflash.camel.app;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Objects;

/** Puts a sample prompt into the inbox on the very first run with the simulator. */
final class FirstSteps {
    private static final String SAMPLE = "welcome.txt";

    private FirstSteps() {}

    /** Does nothing when the inbox was there before. */
    static void welcome(Path inbox) throws IOException {
        if (Files.exists(inbox)) {
            return;
        }
        Files.createDirectories(inbox);
        Path temporary = inbox.resolve("." + SAMPLE);
        try (InputStream sample = FirstSteps.class.getClassLoader().getResourceAsStream("config/samples/" + SAMPLE)) {
            Files.copy(Objects.requireNonNull(sample, SAMPLE), temporary, StandardCopyOption.REPLACE_EXISTING);
        }
        Files.move(temporary, inbox.resolve(SAMPLE), StandardCopyOption.ATOMIC_MOVE);
    }
}
