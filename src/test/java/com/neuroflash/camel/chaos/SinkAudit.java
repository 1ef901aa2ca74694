package com.neuroflash.camel.chaos;

import com.neuroflash.camel.ledger.ImageRecord;
import com.neuroflash.camel.ledger.ImageState;
import com.neuroflash.camel.ledger.IntentRecord;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The sink against the ledger: every sidecar tells of the image beside it, and the ledger of both. */
final class SinkAudit {
    private final Map<String, String> images;
    private final Map<String, SinkDirectory.Told> sidecars;
    private final Findings findings;

    SinkAudit(SinkDirectory sink, List<IntentRecord> intents, Findings findings) {
        images = sink.images();
        sidecars = sink.sidecars();
        this.findings = findings;
        sink.overwritten()
                .forEach(key -> findings.require(
                        false, Violation.Kind.OVERWRITTEN, "somebody else's object " + key + " was overwritten"));
        compareSidecars();
        compareObjects(intents);
    }

    /** How many image objects are there. */
    long images() {
        return images.size();
    }

    private void compareSidecars() {
        images.keySet().forEach(key -> require(sidecars.containsKey(key), key + " has no sidecar"));
        sidecars.forEach((key, told) -> require(
                told.sha256().equals(images.get(key)), "the image " + key + " is not the one its sidecar tells of"));
    }

    private void compareObjects(List<IntentRecord> intents) {
        Set<String> delivered = new HashSet<>();
        for (IntentRecord intent : intents) {
            for (ImageRecord image : intent.images()) {
                if (image.state() == ImageState.DELIVERED) {
                    compareObject(intent, image, delivered);
                }
            }
        }
        images.keySet().forEach(key -> require(delivered.contains(key), key + " is in the sink and not in the ledger"));
    }

    private void compareObject(IntentRecord intent, ImageRecord image, Set<String> delivered) {
        String key = image.object().orElseThrow().key();
        require(delivered.add(key), "the ledger tells of two images in " + key);
        require(
                image.object().orElseThrow().sha256().equals(images.get(key)),
                "the ledger tells of other bytes in " + key + " than the sink has");
        SinkDirectory.Told told = sidecars.get(key);
        require(
                told != null && told.intent().equals(intent.identity().asId()),
                "the sidecar of " + key + " names another intent than " + Intents.name(intent));
        require(
                told != null && told.imageId().equals(image.seen().imageId().orElse(told.imageId())),
                "the sidecar of " + key + " names another image than the ledger");
    }

    private void require(boolean holds, String otherwise) {
        findings.require(holds, Violation.Kind.SINK, otherwise);
    }
}
