package com.neuroflash.camel.app;

import com.neuroflash.camel.delivery.SinkInventory;
import com.neuroflash.camel.ledger.ImageRecord;
import com.neuroflash.camel.ledger.OperatorLedger;
import com.neuroflash.camel.ledger.StoredObject;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Compares what a ledger says is delivered to a sink with what it holds. Keeps every key in memory, about 200 bytes each. */
final class SinkVerification {
    private static final int PAGE = 500;

    private final OperatorLedger ledger;
    private final String sink;
    private final String usual;
    private final SinkInventory inventory;
    private final Set<String> known = new HashSet<>();
    private final List<String> missing = new ArrayList<>();
    private final List<String> differing = new ArrayList<>();
    private final Set<String> unknown = new LinkedHashSet<>();
    private long equal;
    private long quarantined;

    /**
     * What was found.
     *
     * @param equal images whose bytes are as delivered, with a sidecar
     * @param missing keys of images and sidecars that are not there
     * @param differing keys of images with other bytes
     * @param unknown keys that the ledger does not know
     * @param quarantined objects in quarantine
     */
    record Findings(long equal, List<String> missing, List<String> differing, List<String> unknown, long quarantined) {
        boolean isClean() {
            return missing.isEmpty() && differing.isEmpty() && unknown.isEmpty();
        }
    }

    /** What the sink holds of one image. */
    private record Found(StoredObject object, Optional<String> sha256, boolean sidecar) {
        boolean isEqual() {
            return sha256.filter(object.sha256()::equals).isPresent();
        }
    }

    /**
     * Of one sink.
     *
     * @param sink its name
     * @param usual the sink of prompts that were begun before the ledger kept it
     */
    SinkVerification(OperatorLedger ledger, SinkInventory inventory, String sink, String usual) {
        this.sink = sink;
        this.usual = usual;
        this.ledger = ledger;
        this.inventory = inventory;
    }

    Findings run() {
        try (Together together = new Together()) {
            forEachPage(page -> together.map(page, this::find).forEach(this::judge));
        }
        findUnknown();
        if (!unknown.isEmpty()) {
            forgiveWhatWasDeliveredMeanwhile();
        }
        return new Findings(equal, missing, differing, unknown.stream().sorted().toList(), quarantined);
    }

    private void forEachPage(Consumer<List<StoredObject>> pages) {
        Optional<String> after = Optional.empty();
        List<ImageRecord> page = ledger.delivered(sink, usual, after, PAGE);
        while (!page.isEmpty()) {
            List<StoredObject> objects = page.stream()
                    .map(ImageRecord::object)
                    .flatMap(Optional::stream)
                    .toList();
            pages.accept(objects);
            after = Optional.of(objects.get(objects.size() - 1).key());
            page = ledger.delivered(sink, usual, after, PAGE);
        }
    }

    private Found find(StoredObject object) {
        return new Found(
                object,
                inventory.find(object.key()).map(entry -> sha256(entry, object)),
                inventory.find(sidecar(object)).isPresent());
    }

    /** Bytes of another length need not be read. */
    private String sha256(SinkInventory.Entry entry, StoredObject object) {
        return entry.length() == object.length() ? inventory.sha256(entry) : "of another length";
    }

    private void judge(Found found) {
        known.add(found.object().key());
        if (found.sha256().isEmpty()) {
            missing.add(found.object().key());
        } else if (!found.isEqual()) {
            differing.add(found.object().key());
        }
        if (!found.sidecar()) {
            missing.add(sidecar(found.object()));
        }
        equal += found.isEqual() && found.sidecar() ? 1 : 0;
    }

    private void findUnknown() {
        try (Stream<SinkInventory.Entry> objects = inventory.objects()) {
            objects.forEach(entry -> {
                if (entry.isQuarantined()) {
                    quarantined++;
                } else if (!isKnown(entry)) {
                    unknown.add(entry.key());
                }
            });
        }
    }

    private boolean isKnown(SinkInventory.Entry entry) {
        return known.contains(entry.key()) || entry.isNamedLikeASidecar() && known.contains(entry.imageKey());
    }

    /** A service may run beside. */
    private void forgiveWhatWasDeliveredMeanwhile() {
        forEachPage(page -> page.forEach(object -> {
            unknown.remove(object.key());
            unknown.remove(sidecar(object));
        }));
    }

    private static String sidecar(StoredObject object) {
        return object.key() + ".json";
    }
}
