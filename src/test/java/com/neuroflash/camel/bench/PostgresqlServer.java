package com.neuroflash.camel.bench;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;

/** A real PostgreSQL in processes of its own that syncs as in production. */
final class PostgresqlServer implements AutoCloseable {
    static final String USER = "postgres";

    private static final int CHILDREN_USER = 13;
    private static final int MILLIS_A_TICK = 10;

    private final EmbeddedPostgres server;
    private final ProcessHandle process;

    private PostgresqlServer(EmbeddedPostgres server, ProcessHandle process) {
        this.server = server;
        this.process = process;
    }

    static PostgresqlServer start(Path directory) throws IOException {
        Path data = directory.resolve("postgresql");
        EmbeddedPostgres server = EmbeddedPostgres.builder()
                .setDataDirectory(data)
                .setServerConfig("fsync", "on")
                .setServerConfig("synchronous_commit", "on")
                .start();
        String pid = Files.readAllLines(data.resolve("postmaster.pid")).get(0);
        return new PostgresqlServer(
                server, ProcessHandle.of(Long.parseLong(pid.strip())).orElseThrow());
    }

    String url() {
        return server.getJdbcUrl(USER, USER).replaceAll("[?].*", "");
    }

    /** The time of all its processes on all processors so far; of those that have ended only where the system tells. */
    Duration cpu() throws IOException {
        return Stream.concat(Stream.of(process), process.descendants())
                .map(handle -> handle.info().totalCpuDuration().orElse(Duration.ZERO))
                .reduce(ofEnded(), Duration::plus);
    }

    /** Each connection has a process, which is gone with the pipeline. */
    private Duration ofEnded() throws IOException {
        Path stat = Path.of("/proc", Long.toString(process.pid()), "stat");
        if (!Files.isReadable(stat)) {
            return Duration.ZERO;
        }
        // after the name in brackets, which may hold anything
        String[] fields = Files.readString(stat).replaceFirst("(?s).*[)] ", "").split(" ");
        long ticks = Long.parseLong(fields[CHILDREN_USER]) + Long.parseLong(fields[CHILDREN_USER + 1]);
        return Duration.ofMillis(ticks * MILLIS_A_TICK);
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
