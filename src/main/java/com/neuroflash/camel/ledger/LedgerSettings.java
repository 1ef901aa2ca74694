package com.neuroflash.camel.ledger;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.Optional;

/**
 * Where the ledger is and how it is opened.
 *
 * @param url {@code jdbc:sqlite:<file>} or {@code jdbc:postgresql://…}
 * @param user PostgreSQL only
 * @param password PostgreSQL only
 * @param connections how many at most; on SQLite, those that read
 * @param patience how long a call waits for a connection or a lock
 * @param access whether this process runs prompts, or only looks and decides
 */
public record LedgerSettings(
        String url,
        Optional<String> user,
        Optional<String> password,
        int connections,
        Duration patience,
        Access access) {
    /** Who opens it. */
    public enum Access {
        /** The service: on SQLite there is one at a time. */
        RUN,
        /** The command line: beside a running service. */
        COMMAND
    }

    /** Checks that all are there. */
    public LedgerSettings {
        requireNonNull(url, "url is null");
        requireNonNull(user, "user is null");
        requireNonNull(password, "password is null");
        requireNonNull(patience, "patience is null");
        requireNonNull(access, "access is null");
        if (connections < 1) {
            throw new IllegalArgumentException("connections must be 1 or more, found " + connections);
        }
    }

    /** For a URL without user, with 16 connections and 10 seconds of patience. */
    public static LedgerSettings of(String url, Access access) {
        return new LedgerSettings(url, Optional.empty(), Optional.empty(), 16, Duration.ofSeconds(10), access);
    }

    /** Names no password, which a URL may hold too. */
    @Override
    public String toString() {
        return "LedgerSettings[" + url.replaceAll("[?;].*", "").replaceAll("//[^/@]*@", "//") + ", " + access + "]";
    }
}
