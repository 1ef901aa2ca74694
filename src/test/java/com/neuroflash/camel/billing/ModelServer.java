package com.neuroflash.camel.billing;

import com.neuroflash.camel.api.GeneratedImage;
import com.neuroflash.camel.api.Generation;
import com.neuroflash.camel.api.HistoryEntry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A server that bills, forgets to answer, and shows its history late; within the assumptions G and S. */
final class ModelServer {
    private static final long FOREIGN_USER = 77;

    final List<Bill> bills = new ArrayList<>();
    private final List<Shown> foreign = new ArrayList<>();
    private final Ways ways;
    private Instant now = Instant.parse("2026-11-22T10:00:00Z");
    private int made;

    ModelServer(Ways ways) {
        this.ways = ways;
    }

    /** How it treats what it is sent. */
    record Ways(boolean trims, boolean echoesFormat, boolean groups, boolean overdelivers, boolean futureRows) {
        static Ways of(int bits) {
            return new Ways((bits & 1) > 0, (bits & 2) > 0, (bits & 12) > 0, (bits & 48) == 48, (bits & 64) > 0);
        }
    }

    /** One billed batch. */
    record Bill(FrozenRequest request, String batchId, List<Shown> rows) {
        boolean has(Batch batch) {
            return batch.rows().stream()
                    .anyMatch(row -> rows.stream().anyMatch(shown -> shown.isOf(row.outputImageId())));
        }
    }

    /** A row and when it begins to be shown. */
    record Shown(HistoryEntry row, Instant from) {
        boolean isOf(String imageId) {
            return row.outputImageId().equals(imageId);
        }
    }

    /** How a POST ends for its sender, and when. */
    record Ending(Outcome outcome, Instant at) {}

    Instant now() {
        return now;
    }

    void advance(int seconds) {
        now = now.plusSeconds(seconds);
    }

    Ending post(FrozenRequest request, long user, int limit, int fate, int chance) {
        Instant ends = now.plusSeconds(chance % 59);
        switch (fate % 10) {
            case 0:
                return new Ending(Outcome.notSent("refused"), now);
            case 1:
            case 2:
                return new Ending(new Outcome.Unknown("500, not billed"), now.plusSeconds(chance % 3));
            case 3:
                bill(request, user, limit, chance);
                return new Ending(new Outcome.Unknown("reset after billing"), now.plusSeconds(chance % 5));
            case 4:
                bill(request, user, limit, chance);
                return new Ending(new Outcome.Unknown("500 after billing"), ends);
            case 5:
                return new Ending(Outcome.of(answer(bill(request, user, limit, chance), false)), ends);
            default:
                return new Ending(Outcome.of(answer(bill(request, user, limit, chance), true)), ends);
        }
    }

    List<HistoryEntry> history() {
        List<HistoryEntry> rows = new ArrayList<>();
        bills.forEach(bill -> bill.rows().forEach(shown -> addIfShown(rows, shown)));
        foreign.forEach(shown -> addIfShown(rows, shown));
        return rows;
    }

    /** Somebody else generates, perhaps from the same prompt, perhaps on a machine whose clock is ahead. */
    void foreignRow(FrozenRequest request, int chance) {
        Instant created = ways.futureRows() ? now.plusSeconds(chance % 600) : now;
        foreign.add(new Shown(row("f" + chance % 3, request, FOREIGN_USER, created), now.plusSeconds(chance % 20)));
    }

    void deleteForeignRow(int chance) {
        if (!foreign.isEmpty()) {
            foreign.remove(chance % foreign.size());
        }
    }

    private Bill bill(FrozenRequest request, long user, int limit, int chance) {
        String batchId = "b" + bills.size();
        int images = ways.overdelivers() && chance % 7 == 0 ? limit + 1 : 1 + chance % limit;
        Instant created = chance % 2 == 0 ? now : now.plusSeconds(chance % 59);
        List<Shown> rows = new ArrayList<>();
        for (int i = 0; i < images; i++) {
            Instant from = now.plusSeconds(chance % 59 + (chance / 3 + i * 5) % 20);
            rows.add(new Shown(row(batchId, request, user, created), from));
        }
        Bill bill = new Bill(request, batchId, rows);
        bills.add(bill);
        return bill;
    }

    private HistoryEntry row(String batchId, FrozenRequest frozen, long user, Instant created) {
        Map<String, Object> parameters = new TreeMap<>();
        frozen.request().numImages().ifPresent(value -> parameters.put("numImages", value));
        if (ways.echoesFormat()) {
            frozen.request().outputFormat().ifPresent(value -> parameters.put("type", value.toUpperCase(Locale.ROOT)));
        }
        String prompt = frozen.request().prompt();
        return new HistoryEntry(
                "i" + made++,
                Optional.of(batchId).filter(id -> ways.groups()),
                Optional.of(user),
                Optional.of("w"),
                Optional.of(ways.trims() ? prompt.strip() : prompt),
                frozen.request().model().map(model -> "provider/" + model),
                parameters,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(created));
    }

    private Generation answer(Bill bill, boolean withIds) {
        List<GeneratedImage> images = bill.rows().stream()
                .map(shown -> new GeneratedImage(
                        Optional.of("https://elsewhere/x"),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of(shown.row().outputImageId()).filter(id -> withIds)))
                .toList();
        return new Generation(
                images,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(bill.batchId()).filter(id -> withIds && ways.groups()));
    }

    private void addIfShown(List<HistoryEntry> rows, Shown shown) {
        if (!shown.from().isAfter(now)) {
            rows.add(shown.row());
        }
    }
}
