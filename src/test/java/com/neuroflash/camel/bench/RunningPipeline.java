package com.neuroflash.camel.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A pipeline at work, seen from outside: its process, its inbox and what lies in its sink. */
final class RunningPipeline implements AutoCloseable {
    private static final Pattern IMAGE =
            Pattern.compile(".*([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})[.](?:jpe?g|png)");

    private final JavaProcess process;
    private final Path inbox;
    private final Path finished;
    private final Path outbox;

    RunningPipeline(JavaProcess process, Path inbox, Path finished, Path outbox) {
        this.process = process;
        this.inbox = inbox;
        this.finished = finished;
        this.outbox = outbox;
    }

    JavaProcess process() {
        return process;
    }

    /** Puts a file with that many prompts into an inbox, whole from its first moment. */
    static void drop(Path inbox, String name, int prompts) throws IOException {
        Path hidden = Files.createDirectories(inbox).resolve("." + name);
        Files.writeString(
                hidden,
                IntStream.rangeClosed(1, prompts)
                        .mapToObj(RunningPipeline::prompt)
                        .collect(Collectors.joining()));
        Files.move(hidden, inbox.resolve(name), StandardCopyOption.ATOMIC_MOVE);
    }

    private static String prompt(int number) {
        return "{\"prompt\":\"A lighthouse on a basalt cliff, picture " + number
                + "\",\"output_format\":\"jpeg\",\"num_images\":1}\n";
    }

    /** Puts a file with that many prompts into the inbox. */
    void drop(String name, int prompts) throws IOException {
        drop(inbox, name, prompts);
    }

    /** Waits until it has put the file away, or is dead, or {@code limit} has passed; tells whether it has. */
    boolean awaitFinished(String name, Duration limit) {
        Waiting.until(() -> hasFinished(name) || !process.isAlive(), Duration.ofMillis(100), limit);
        return hasFinished(name);
    }

    /** Whether it has put the file away. */
    boolean hasFinished(String name) {
        return Files.exists(finished.resolve(name));
    }

    /** Waits until that many files were put away, or it is dead, or {@code limit} has passed. */
    boolean awaitFinished(int files, Duration limit) {
        return Waiting.until(() -> finishedFiles() >= files || !process.isAlive(), Duration.ofMillis(100), limit)
                && process.isAlive();
    }

    private int finishedFiles() {
        String[] names = finished.toFile().list();
        return names == null ? 0 : names.length;
    }

    /** All images in the sink, in no order; files on their way are hidden and don't count. */
    List<DeliveredImage> images() throws IOException {
        List<DeliveredImage> images = new ArrayList<>();
        visit((file, attributes) -> {
            Matcher image = IMAGE.matcher(file.getFileName().toString());
            if (image.matches()) {
                images.add(new DeliveredImage(
                        image.group(1),
                        attributes.size(),
                        attributes.lastModifiedTime().toInstant()));
            }
        });
        return images;
    }

    /** When each image was written since {@code start}, in order; at least one. */
    List<Instant> writtenAfter(Instant start) throws IOException {
        List<Instant> written = images().stream()
                .map(DeliveredImage::writtenAt)
                .filter(moment -> moment.isAfter(start))
                .sorted()
                .toList();
        if (written.isEmpty()) {
            throw new AssertionError("nothing was delivered:\n" + lastWords());
        }
        return written;
    }

    /** How many sidecars lie beside them. */
    long sidecars() throws IOException {
        List<Path> found = new ArrayList<>();
        visit((file, attributes) -> {
            if (file.toString().endsWith(".json")) {
                found.add(file);
            }
        });
        return found.size();
    }

    private interface Visit {
        void file(Path file, BasicFileAttributes attributes);
    }

    private void visit(Visit visit) throws IOException {
        if (!Files.isDirectory(outbox)) {
            return;
        }
        Files.walkFileTree(outbox, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
                boolean hidden = directory.getFileName().toString().startsWith(".");
                return hidden ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                visit.file(file, attributes);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException gone) {
                return FileVisitResult.CONTINUE;
            }
        });
    }

    /** Its last words, for a failure's message. */
    String lastWords() {
        try {
            return process.lastLines();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    @Override
    public void close() {
        process.close();
    }
}
