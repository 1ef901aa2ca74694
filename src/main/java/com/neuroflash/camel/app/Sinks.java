package com.neuroflash.camel.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The enabled sinks, the usual one first. Closed with the service or the command. */
final class Sinks implements AutoCloseable {
    private final List<Sink> all = new ArrayList<>();

    private Sinks() {}

    static Sinks open(Settings settings) {
        Sinks sinks = new Sinks();
        try {
            settings.sinks().names().forEach(name -> sinks.all.add(Sink.open(name, settings)));
            return sinks;
        } catch (RuntimeException failure) {
            sinks.close();
            throw failure;
        }
    }

    /** Only that of the defaults: a named one that is missing may be a disk that is not mounted. */
    void makeDefaultDirectory(Settings settings) throws IOException {
        Path directory = settings.delivery().directory();
        if (settings.sinks().uses(SinkSettings.DIRECTORY)
                && settings.delivery().defaultDirectory()
                && Files.notExists(directory)) {
            Files.createDirectories(directory);
        }
    }

    List<Sink> all() {
        return List.copyOf(all);
    }

    /** Those that a command can read. */
    List<Sink> readable() {
        return all.stream().filter(sink -> sink.inventory().isPresent()).toList();
    }

    /** Those that a command can read, for one that can't do without. */
    List<Sink> requireReadable() {
        if (readable().isEmpty()) {
            throw new CommandException(
                    "expected the sink directory or s3, found " + place()
                            + ": an endpoint and a sink of your own can't be read; compare it by what ledger list and show say");
        }
        return readable();
    }

    /** Those that no command can read. */
    List<Sink> unreadable() {
        return all.stream().filter(sink -> sink.inventory().isEmpty()).toList();
    }

    /** Whether all can take images, as far as they can be asked. */
    boolean areReady() {
        return all.stream().allMatch(Sink::takesObjects);
    }

    /** The beans that the sinks' routes name. */
    Map<String, Object> beans() {
        Map<String, Object> beans = new LinkedHashMap<>();
        all.forEach(sink -> beans.putAll(sink.beans()));
        return beans;
    }

    /** The sinks in words. */
    String place() {
        return all.stream().map(Sink::place).collect(Collectors.joining(", "));
    }

    @Override
    public void close() {
        all.forEach(Sink::close);
    }
}
