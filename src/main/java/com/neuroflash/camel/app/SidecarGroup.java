package com.neuroflash.camel.app;

import com.neuroflash.camel.delivery.Sidecar;
import com.neuroflash.camel.delivery.StoredSidecar;
import com.neuroflash.camel.ledger.Origin;
import com.neuroflash.camel.ledger.RebuiltIntent;
import com.neuroflash.camel.ledger.StoredObject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** The sidecars of one prompt's images. */
final class SidecarGroup {
    /** Sidecars name no source. */
    private static final String SOURCE = "sidecars";

    private final StoredSidecar first;
    private final Map<String, Found> byImage = new LinkedHashMap<>();

    private record Found(StoredSidecar sidecar, String key) {}

    SidecarGroup(StoredSidecar first) {
        this.first = first;
    }

    /** An image that is there twice, since someone copied it, counts once. */
    void add(StoredSidecar sidecar, String imageKey) {
        byImage.putIfAbsent(sidecar.imageId(), new Found(sidecar, imageKey));
    }

    /** Whether every image that came is there. */
    boolean isWhole() {
        return byImage.size() >= first.count();
    }

    /** As a ledger keeps it, of the sink that the sidecars are in. */
    RebuiltIntent toIntent(String keyTemplate, String sink) {
        List<Found> ordered = byImage.values().stream()
                .sorted(Comparator.comparingInt(found -> found.sidecar().index()))
                .toList();
        boolean numbered = ordered.stream()
                        .map(found -> found.sidecar().index())
                        .filter(index -> index >= 1)
                        .distinct()
                        .count()
                == ordered.size();
        List<RebuiltIntent.Image> images = new ArrayList<>();
        for (Found found : ordered) {
            int index = numbered ? found.sidecar().index() - 1 : images.size();
            images.add(new RebuiltIntent.Image(index, found.sidecar().imageId(), object(found)));
        }
        StoredSidecar.Paid paid = first.paid().orElseThrow();
        return new RebuiltIntent(
                paid.intent(),
                paid.request(),
                origin(),
                first.batchId(),
                created(),
                images,
                first.count(),
                keyTemplate,
                sink);
    }

    private static StoredObject object(Found found) {
        StoredSidecar.Image image = found.sidecar().image();
        return new StoredObject(
                found.key(), image.sha256(), image.length(), image.contentType(), image.width(), image.height());
    }

    private Origin origin() {
        Sidecar.Sender sender = first.sender();
        OptionalLong line =
                sender.line().map(Integer::longValue).map(OptionalLong::of).orElseGet(OptionalLong::empty);
        return new Origin(SOURCE, sender.file(), line, sender.id(), sender.name(), sender.metadata());
    }

    private Instant created() {
        return byImage.values().stream()
                .map(found -> found.sidecar().createdAt())
                .flatMap(Optional::stream)
                .min(Comparator.naturalOrder())
                .orElse(Instant.EPOCH);
    }
}
