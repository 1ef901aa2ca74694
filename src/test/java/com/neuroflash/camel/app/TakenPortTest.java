package com.neuroflash.camel.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A port that another has stops the start before it waits for anything, and before a prompt is taken in. */
class TakenPortTest {
    @TempDir
    private Path directory;

    @Test
    @Timeout(60)
    void isToldThoughTheSinkIsMissingToo() throws IOException {
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                RunningService running = new RunningService(directory)
                        .with("http.prompts", "true")
                        .with("app.http-port", String.valueOf(other.getLocalPort()))
                        .with("delivery.directory", directory.resolve("missing").toString())) {
            running.drop("early.txt", "A prompt that is there already");

            assertThatThrownBy(running::start)
                    .isInstanceOf(StartException.class)
                    .hasMessageContaining("can't listen at 127.0.0.1 port " + other.getLocalPort())
                    .hasMessageContaining("set app.http-port");

            assertThat(running.simulator().bill()).isEmpty();
            assertThat(running.inbox().resolve("early.txt")).exists();
        }
    }
}
