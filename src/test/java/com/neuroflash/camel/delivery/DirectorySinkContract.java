package com.neuroflash.camel.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** The sink contract over a directory. */
abstract class DirectorySinkContract extends PutIfAbsentContract {
    private CamelContext camel;

    abstract Path root();

    abstract DirectorySink directorySink();

    @BeforeEach
    void start() throws Exception {
        camel = Routes.run("deliver-to-directory", Map.of("directorySink", directorySink()), Map.of());
    }

    @AfterEach
    void stop() throws Exception {
        camel.close();
        try (Stream<Path> unfinished = Files.walk(root().resolve(".incoming"))) {
            assertThat(unfinished.filter(Files::isRegularFile)).isEmpty();
        } catch (NoSuchFileException ignored) {
            // nothing was put
        }
    }

    @Override
    CamelContext camel() {
        return camel;
    }

    @Override
    String sink() {
        return "directory";
    }

    @Override
    List<String> keys(String prefix) {
        try (Stream<Path> walk = Files.walk(root())) {
            return walk.filter(Files::isRegularFile)
                    .map(file -> root().relativize(file).toString().replace('\\', '/'))
                    .filter(key -> key.startsWith(prefix))
                    .toList();
        } catch (IOException failure) {
            throw new AssertionError(failure);
        }
    }

    @Override
    byte[] read(String key) {
        try {
            return Files.readAllBytes(root().resolve(key));
        } catch (IOException failure) {
            throw new AssertionError(failure);
        }
    }

    @Override
    Optional<Map<String, String>> properties(String key) {
        return Optional.empty();
    }
}
