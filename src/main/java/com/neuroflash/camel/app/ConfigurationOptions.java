package com.neuroflash.camel.app;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Option;

/** The options that every sub-command with a configuration has. */
final class ConfigurationOptions {
    @Option(
            names = {"-s", "--set"},
            paramLabel = "KEY=VALUE",
            description = "sets a configuration key, such as --set pipeline.concurrency=32; may be repeated")
    private Map<String, String> values = new LinkedHashMap<>();

    private final Path directory;
    private final Map<String, String> environment;

    ConfigurationOptions() {
        this(workingDirectory(), System.getenv());
    }

    ConfigurationOptions(Path directory, Map<String, String> environment) {
        this.directory = directory;
        this.environment = environment;
    }

    /** Reads the settings of the working directory, the environment and these options. */
    Settings read() {
        return new SettingsReader(directory, environment).read(values);
    }

    static Path workingDirectory() {
        return Path.of("").toAbsolutePath();
    }
}
