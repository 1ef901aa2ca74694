package com.neuroflash.camel.app;

import com.neuroflash.camel.api.GenerationDefaults;
import com.neuroflash.camel.api.GenerationRequest;
import com.neuroflash.camel.api.HistoryEntry;
import com.neuroflash.camel.billing.Account;
import com.neuroflash.camel.billing.FrozenRequest;
import com.neuroflash.camel.billing.Identity;
import com.neuroflash.camel.delivery.ImageFormat;
import com.neuroflash.camel.delivery.Sidecar;
import com.neuroflash.camel.delivery.VerifiedImage;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;

/** A prompt's delivered images and their sidecars, as bytes. */
record SinkFixture(Account account, String id, int count) {
    Identity identity() {
        return Identity.ofSender("inbox", id);
    }

    FrozenRequest request() {
        GenerationRequest request = GenerationRequest.of("the picture of " + id);
        return FrozenRequest.freeze(account, request, GenerationDefaults.none());
    }

    String key(int index) {
        return "2026-11-22/" + id + "-" + index + ".png";
    }

    String imageId(int index) {
        return "image-" + id + "-" + index;
    }

    byte[] image(int index) {
        return ("bytes of " + imageId(index)).getBytes(StandardCharsets.UTF_8);
    }

    byte[] sidecar(int index) {
        return sidecar(index, Optional.of(identity()), Optional.of(account)).toBytes();
    }

    byte[] sidecarWithoutLedger(int index) {
        return sidecar(index, Optional.empty(), Optional.empty()).toBytes();
    }

    private Sidecar sidecar(int index, Optional<Identity> intent, Optional<Account> payer) {
        byte[] bytes = image(index);
        return new Sidecar(
                request().request(),
                entry(index),
                new VerifiedImage(Path.of("image.png"), ImageFormat.PNG, 64, 32, bytes.length, sha256(bytes)),
                new Sidecar.Batch(index, count, Optional.of("batch-" + id), Optional.empty()),
                new Sidecar.Sender(
                        Optional.of(id), Optional.empty(), Map.of(), Optional.of("prompts.jsonl"), Optional.of(7)),
                false,
                intent,
                payer);
    }

    private HistoryEntry entry(int index) {
        return new HistoryEntry(
                imageId(index),
                Optional.of("batch-" + id),
                Optional.of(1L),
                Optional.empty(),
                Optional.empty(),
                Optional.of("nano-banana-2"),
                Map.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(Instant.parse("2026-11-22T10:00:00Z")));
    }

    static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException impossible) {
            throw new AssertionError(impossible);
        }
    }
}
