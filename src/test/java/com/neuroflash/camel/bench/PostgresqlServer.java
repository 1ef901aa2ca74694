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

    /** The time of all its living processes on all processors so far. */
    Duration cpu() {
        return Stream.concat(Stream.of(process), process.descendants())
                .map(handle -> handle.info().totalCpuDuration().orElse(Duration.ZERO))
                .reduce(Duration.ZERO, Duration::plus);
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
