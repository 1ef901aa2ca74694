package com.neuroflash.camel.chaos;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/** What lies in the sink, read as anybody would: images by their names, and their sidecars. */
final class SinkDirectory {
    private static final String SIDECAR = ".json";

    private final Path root;
    private final Map<String, String> ofOthers = new TreeMap<>();

    /** What a sidecar says. */
    record Told(String imageId, String batchId, String intent, String sha256) {}

    SinkDirectory(Path root) {
        this.root = root;
    }

    Path root() {
        return root;
    }

    /** Somebody else puts an object there. */
    void putOfOthers(String key, String text) {
        try {
            Files.writeString(root.resolve(key), text);
            ofOthers.put(key, sha256(key));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Objects of somebody else that are not what they were. */
    Set<String> overwritten() {
        Set<String> overwritten = new TreeSet<>(ofOthers.keySet());
        overwritten.removeIf(key -> names().contains(key) && sha256(key).equals(ofOthers.get(key)));
        return overwritten;
    }

    long imageCount() {
        return names().stream().filter(name -> !name.endsWith(SIDECAR)).count();
    }

    long sidecarCount() {
        return names().stream().filter(name -> name.endsWith(SIDECAR)).count();
    }

    /** SHA-256 by key, without what is somebody else's. */
    Map<String, String> images() {
        Map<String, String> images = new TreeMap<>();
        names().stream().filter(name -> !name.endsWith(SIDECAR)).forEach(name -> images.put(name, sha256(name)));
        images.entrySet().removeAll(ofOthers.entrySet());
        return images;
    }

    /** By the key of the image that they tell of. */
    Map<String, Told> sidecars() {
        Map<String, Told> sidecars = new TreeMap<>();
        names().stream()
                .filter(name -> name.endsWith(SIDECAR))
                .forEach(name -> sidecars.put(name.substring(0, name.length() - SIDECAR.length()), told(name)));
        return sidecars;
    }

    private Set<String> names() {
        Set<String> names = new TreeSet<>();
        if (!Files.isDirectory(root)) {
            return names;
        }
        try (Stream<Path> files = Files.walk(root)) {
            files.filter(Files::isRegularFile)
                    .map(file -> root.relativize(file).toString())
                    .filter(name -> !name.startsWith("."))
                    .forEach(names::add);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (UncheckedIOException vanishedMeanwhile) {
            return names();
        }
        return names;
    }

    private Told told(String name) {
        try {
            JsonNode sidecar = new ObjectMapper().readTree(root.resolve(name).toFile());
            return new Told(
                    sidecar.path("image_id").asText(),
                    sidecar.path("batch_id").asText(),
                    sidecar.path("intent").asText(),
                    sidecar.path("image").path("sha256").asText());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private String sha256(String name) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(root.resolve(name))));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
