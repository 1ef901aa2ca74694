package com.neuroflash.camel.app;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;

/** The command line in this process, with a working directory and an environment of its own. */
record CommandLineRun(int status, String out, String error) {
    private static final ObjectMapper JSON = new ObjectMapper();

    static CommandLineRun of(Path directory, Map<String, String> environment, String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter error = new StringWriter();
        CommandLine.IFactory factory = new CommandLine.IFactory() {
            @Override
            public <K> K create(Class<K> type) throws Exception {
                return type == ConfigurationOptions.class
                        ? type.cast(new ConfigurationOptions(directory, environment))
                        : CommandLine.defaultFactory().create(type);
            }
        };
        int status = Main.commandLine(factory)
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(error, true))
                .execute(arguments);
        return new CommandLineRun(status, out.toString(), error.toString());
    }

    /** The same with {@code --json}, whose output must be one JSON text. */
    static CommandLineRun json(Path directory, Map<String, String> environment, String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.add("--json");
        return of(directory, environment, all.toArray(String[]::new));
    }

    JsonNode json() {
        try {
            return JSON.readTree(out);
        } catch (JsonProcessingException failure) {
            throw new AssertionError("not JSON: " + out + error, failure);
        }
    }
}
