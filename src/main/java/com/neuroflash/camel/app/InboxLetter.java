package com.neuroflash.camel.app;

import static java.util.Objects.requireNonNull;

import com.neuroflash.camel.inbox.FailedFile;
import com.neuroflash.camel.inbox.FailedPrompts;
import com.neuroflash.camel.inbox.InboxIdentities;
import com.neuroflash.camel.intent.PromptIdentity;
import com.neuroflash.camel.prompt.PromptLine;
import com.neuroflash.camel.prompt.PromptReader;
import com.neuroflash.camel.source.LineFailure;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A file below the inbox's {@code .failed}; it is replayed by being dropped in again. */
final class InboxLetter implements Letter {
    private final FailedFile failed;
    private final FailedPrompts prompts;

    InboxLetter(FailedFile failed, FailedPrompts prompts) {
        this.failed = requireNonNull(failed, "failed is null");
        this.prompts = requireNonNull(prompts, "prompts is null");
    }

    @Override
    public String id() {
        return failed.name();
    }

    @Override
    public String shortId() {
        return id();
    }

    @Override
    public String source() {
        return InboxIdentities.SOURCE;
    }

    @Override
    public String place() {
        return failed.name();
    }

    @Override
    public Instant since() {
        return failed.since();
    }

    @Override
    public List<LineFailure> failures() {
        return failed.failures();
    }

    @Override
    public Optional<Integer> paidImages() {
        return Optional.empty();
    }

    @Override
    public Path body() {
        return failed.file();
    }

    /** It may come back under another name: its content stays, or its prompts' intents. */
    @Override
    public Set<String> keys() throws IOException {
        Set<String> keys = new HashSet<>(Set.of("sha256-" + hash()));
        failures().forEach(failure -> failure.intent().ifPresent(keys::add));
        return keys;
    }

    @Override
    public int replays(ReplayCounts counts) throws IOException {
        return counts.of(keys());
    }

    @Override
    public Optional<String> obstacle() {
        return failed.settled() ? Optional.empty() : Optional.of("the service is still writing it");
    }

    /** Its report does not tell what is paid. */
    @Override
    public Optional<String> danger(ReplayCost.Estimate estimate, Instant forgotten) {
        return estimate.sent() > 0 && since().isBefore(forgotten)
                ? Optional.of("older than ledger.retention, so that it is not known whether it is paid: --force pays"
                        + " for it")
                : Optional.empty();
    }

    @Override
    public boolean hasFailedUnpaid(long line) {
        return true;
    }

    @Override
    public Optional<PromptReader> reader() throws IOException {
        return Optional.of(PromptReader.open(failed.file()));
    }

    @Override
    public PromptIdentity identity(PromptLine.Parsed line) {
        return failed.identities().of(line);
    }

    @Override
    public boolean replay() throws IOException {
        return prompts.dropIn(failed);
    }

    private String hash() throws IOException {
        try (InputStream content = Files.newInputStream(failed.file())) {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            new DigestInputStream(content, digest).transferTo(OutputStream.nullOutputStream());
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every JDK has SHA-256", impossible);
        }
    }
}
