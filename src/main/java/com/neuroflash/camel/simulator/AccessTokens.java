package com.neuroflash.camel.simulator;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The access tokens: ready ones of the settings and those that the token endpoint issued. */
final class AccessTokens {
    private final SimulatedAccount account;
    private final Clock clock;
    private final Map<String, JournalRecord.TokenIssued> issued = new ConcurrentHashMap<>();
    private final SecureRandom random = new SecureRandom();
    private volatile boolean readyOnesExpired;
    private volatile Journal journal;

    AccessTokens(SimulatedAccount account, Clock clock) {
        this.account = account;
        this.clock = clock;
    }

    void writeTo(Journal newJournal) {
        journal = newJournal;
    }

    void apply(JournalRecord line) {
        if (line instanceof JournalRecord.TokenIssued token) {
            issued.put(token.sha256(), token);
        } else if (line instanceof JournalRecord.TokensExpired) {
            issued.clear();
        }
    }

    /** A new token; its journal record comes first. */
    String issue() {
        byte[] bytes = new byte[32];
        random.nextBytes(bytes);
        String token = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        Instant now = clock.instant();
        JournalRecord.TokenIssued line =
                new JournalRecord.TokenIssued(sha256(token), account.clientUserId(), now.plus(account.tokenLifetime()));
        journal.append(line);
        issued.values().removeIf(old -> !old.expiresAt().isAfter(now));
        issued.put(line.sha256(), line);
        return token;
    }

    /** The user of a valid token. */
    Optional<Long> user(String token) {
        if (!readyOnesExpired && account.users().containsKey(token)) {
            return Optional.of(account.users().get(token));
        }
        return Optional.ofNullable(issued.get(sha256(token)))
                .filter(known -> known.expiresAt().isAfter(clock.instant()))
                .map(JournalRecord.TokenIssued::userId);
    }

    void expireAll() {
        readyOnesExpired = true;
        journal.append(new JournalRecord.TokensExpired());
        issued.clear();
    }

    /** The ready ones are valid again. */
    void restore() {
        readyOnesExpired = false;
    }

    private static String sha256(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return String.format("%064x", new BigInteger(1, digest));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
