package com.neuroflash.camel.app;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A service that takes prompts over HTTP only, and a client of it. */
abstract class ServePromptsFixture {
    static final String JSON = "application/json";
    static final String LINES = "application/x-ndjson";

    @TempDir
    Path directory;

    RunningService running;
    PromptClient client;

    @BeforeEach
    void open() {
        running = new RunningService(directory)
                .with("http.prompts", "true")
                .with("app.http-port", "0")
                .with("pipeline.resume-interval", "50ms")
                .with("inbox.enabled", "false");
    }

    @AfterEach
    void close() {
        running.close();
    }

    void start() {
        running.start();
        client = PromptClient.of(running.service());
    }
}
