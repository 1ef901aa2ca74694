package com.neuroflash.camel.app;

import com.neuroflash.camel.billing.Account;
import com.neuroflash.camel.billing.Identity;
import com.neuroflash.camel.delivery.SinkInventory;
import com.neuroflash.camel.delivery.StoredSidecar;
import com.neuroflash.camel.ledger.Ledger;
import com.neuroflash.camel.ledger.RebuiltIntent;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Reads the sidecars of one sink after another into a ledger: what they tell of is paid and delivered there. */
final class Rebuild {
    private static final int TOGETHER = 500;

    private final Ledger ledger;
    private final String keyTemplate;
    private final boolean dryRun;
    private final Map<Identity, SidecarGroup> open = new LinkedHashMap<>();
    private final Set<Identity> finished = new HashSet<>();
    private final List<RebuiltIntent> ready = new ArrayList<>();
    private final Set<Account> accounts = new HashSet<>();
    private final List<String> changed = new ArrayList<>();
    private final List<String> incomplete = new ArrayList<>();
    private long sidecars;
    private long withoutIntent;
    private long images;
    private int added;
    private int known;

    /** A sidecar, if it is one, and its image's key. */
    private record Read(String imageKey, Optional<StoredSidecar> sidecar) {}

    /**
     * What was found.
     *
     * @param sidecars how many there are
     * @param withoutIntent those that were written without a ledger
     * @param changed images whose sidecar was changed by someone, left out
     * @param incomplete prompts of which images are missing in the sink
     * @param added prompts that the ledger did not know
     * @param known prompts that it knew
     * @param images of all those prompts
     * @param accounts who paid for them
     */
    record Findings(
            long sidecars,
            long withoutIntent,
            List<String> changed,
            List<String> incomplete,
            int added,
            int known,
            long images,
            Set<Account> accounts) {}

    /** Names what is still to be delivered by {@code keyTemplate}. */
    Rebuild(Ledger ledger, String keyTemplate, boolean dryRun) {
        this.ledger = ledger;
        this.keyTemplate = keyTemplate;
        this.dryRun = dryRun;
    }

    /** Reads one sink; a prompt's images all went to the same. */
    Rebuild read(String sink, SinkInventory inventory) {
        try (Together together = new Together();
                Stream<SinkInventory.Entry> named = inventory.sidecars()) {
            together.forEach(named, entry -> read(entry, inventory), read -> take(read, sink));
        }
        open.forEach((identity, group) -> {
            incomplete.add(identity.value());
            ready.add(group.toIntent(keyTemplate, sink));
        });
        finished.addAll(open.keySet());
        open.clear();
        flush();
        return this;
    }

    Findings findings() {
        return new Findings(sidecars, withoutIntent, changed, incomplete, added, known, images, accounts);
    }

    private static Read read(SinkInventory.Entry entry, SinkInventory inventory) {
        return new Read(
                entry.imageKey(),
                inventory.read(entry.key(), StoredSidecar.LONGEST).flatMap(StoredSidecar::parse));
    }

    private void take(Read read, String sink) {
        if (read.sidecar().isEmpty()) {
            return;
        }
        sidecars++;
        StoredSidecar sidecar = read.sidecar().get();
        if (sidecar.paid().isEmpty()) {
            withoutIntent++;
        } else if (!sidecar.isIntact()) {
            changed.add(read.imageKey());
        } else {
            group(sidecar.paid().get().intent(), sidecar, read.imageKey(), sink);
        }
    }

    /** A group that has all its images is kept no longer; what comes after it are copies. */
    private void group(Identity intent, StoredSidecar sidecar, String imageKey, String sink) {
        if (finished.contains(intent)) {
            return;
        }
        SidecarGroup group = open.computeIfAbsent(intent, identity -> new SidecarGroup(sidecar));
        group.add(sidecar, imageKey);
        if (group.isWhole()) {
            open.remove(intent);
            finished.add(intent);
            ready.add(group.toIntent(keyTemplate, sink));
            if (ready.size() >= TOGETHER) {
                flush();
            }
        }
    }

    private void flush() {
        ready.forEach(intent -> {
            images += intent.images().size();
            accounts.add(intent.request().account());
        });
        int isNew = dryRun
                ? ready.size()
                        - ledger.find(ready.stream()
                                        .map(RebuiltIntent::identity)
                                        .toList())
                                .size()
                : ledger.operator().rebuild(ready);
        added += isNew;
        known += ready.size() - isNew;
        ready.clear();
    }
}
