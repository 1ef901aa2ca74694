package com.neuroflash.camel.app;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Which route files are loaded: the packaged ones, unless a file of the same name lies beside the working directory. */
final class RouteFiles {
    private static final String SUFFIX = ".camel.yaml";
    private static final String SINK = "deliver-to-";
    private static final Set<String> PACKAGED = Set.of(
            "watch-inbox",
            "prompt-to-images",
            "deliver-image",
            "find-images",
            "resume-parked",
            "settle-unknown",
            "replay-dead-letters",
            "store-dead-letter");

    private RouteFiles() {}

    /** Camel's locations of the routes to load: the packaged flow, the chosen sources and sinks, and the user's own. */
    static List<String> locations(Path workingDirectory, Settings settings) {
        Set<String> names = new TreeSet<>(PACKAGED);
        if (!settings.inbox().enabled()) {
            names.remove("watch-inbox");
        }
        if (settings.messages().endpoint().isEmpty()) {
            names.remove("store-dead-letter");
        }
        settings.sources().forEach(source -> names.addAll(source.routes()));
        names.addAll(ownNames(workingDirectory));
        List<String> locations = new ArrayList<>();
        names.forEach(name -> locations.add(location(workingDirectory, name)));
        settings.sinks().names().forEach(sink -> sink(workingDirectory, sink).ifPresent(locations::add));
        return locations;
    }

    /** The location of a sink's route, if there is one. */
    static Optional<String> sink(Path workingDirectory, String sink) {
        String name = SINK + sink;
        boolean packaged = RouteFiles.class.getClassLoader().getResource("routes/" + name + SUFFIX) != null;
        return packaged || Files.isRegularFile(file(workingDirectory, name))
                ? Optional.of(location(workingDirectory, name))
                : Optional.empty();
    }

    /** Whether none of these packaged routes is replaced by another beside the working directory. */
    static boolean arePackaged(Path workingDirectory, String... names) {
        for (String name : names) {
            Path own = file(workingDirectory, name);
            if (Files.isRegularFile(own) && !isPackaged(own, name)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isPackaged(Path own, String name) {
        try (InputStream packaged = RouteFiles.class.getClassLoader().getResourceAsStream("routes/" + name + SUFFIX)) {
            return packaged != null && Arrays.equals(packaged.readAllBytes(), Files.readAllBytes(own));
        } catch (IOException unreadable) {
            throw new UncheckedIOException("the route " + own + " can't be read", unreadable);
        }
    }

    private static String location(Path workingDirectory, String name) {
        Path own = file(workingDirectory, name);
        return Files.isRegularFile(own) ? "file:" + own : "classpath:routes/" + name + SUFFIX;
    }

    private static Path file(Path workingDirectory, String name) {
        return workingDirectory.resolve("routes").resolve(name + SUFFIX);
    }

    /** The user's own routes: sinks that are not enabled and the packaged sources stay out. */
    private static Set<String> ownNames(Path workingDirectory) {
        Path directory = workingDirectory.resolve("routes");
        if (!Files.isDirectory(directory)) {
            return Set.of();
        }
        try (Stream<Path> files = Files.list(directory)) {
            Set<String> names = new TreeSet<>();
            files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(SUFFIX) && !name.startsWith(SINK))
                    .map(name -> name.substring(0, name.length() - SUFFIX.length()))
                    .filter(name -> !PACKAGED.contains(name) && !Sources.ROUTES.contains(name))
                    .forEach(names::add);
            return names;
        } catch (IOException unreadable) {
            throw new UncheckedIOException("the directory " + directory + " can't be listed", unreadable);
        }
    }
}
