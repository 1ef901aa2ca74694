package com.neuroflash.camel.ledger;

import com.neuroflash.camel.api.HistoryEntry;
import com.neuroflash.camel.billing.Claims;
import com.neuroflash.camel.billing.IntentState;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;

/** What the history tells later of a billed attempt. */
final class CompletionScript {
    private CompletionScript() {}

    static RecordResult complete(Handle handle, AttemptId id, List<HistoryEntry> rows, boolean whole) {
        IntentRows.Locked intent = IntentRows.lock(handle, id.intent()).orElseThrow();
        AttemptRecord attempt = AttemptRows.find(handle, id).orElseThrow();
        if (!Endings.isBilled(attempt.state())) {
            return new RecordResult.Superseded(attempt.state());
        }
        if (!ClaimRows.claim(handle, intent.account(), claims(rows), id)) {
            throw new ClaimConflictException(id.toString());
        }
        int images = merge(handle, id, rows);
        AttemptRecord after = update(handle, attempt, rows, images, whole);
        IntentRows.Locked resumed = images > counted(attempt) ? wake(handle, intent) : intent;
        List<ImageRecord> all = ImageRows.ofAttempt(handle, id);
        ImageResult.Recorded progress = Endings.progress(handle, resumed, Tally.of(after), all);
        return new RecordResult.Recorded(attempt.state(), progress.intent(), all);
    }

    private static Claims claims(List<HistoryEntry> rows) {
        return new Claims(
                rows.stream().flatMap(row -> row.batchId().stream()).collect(Collectors.toSet()),
                rows.stream().map(HistoryEntry::outputImageId).collect(Collectors.toSet()));
    }

    /** Images without an id get those that are new, in their order; the rest are images of their own. */
    private static int merge(Handle handle, AttemptId id, List<HistoryEntry> rows) {
        List<ImageRecord> images = ImageRows.ofAttempt(handle, id);
        List<ImageRecord> nameless = new ArrayList<>(images.stream()
                .filter(image -> image.seen().imageId().isEmpty())
                .toList());
        Set<String> known = new HashSet<>(images.stream()
                .flatMap(image -> image.seen().imageId().stream())
                .toList());
        Set<Integer> taken =
                new HashSet<>(images.stream().map(ImageRecord::index).toList());
        for (HistoryEntry row : rows) {
            if (known.add(row.outputImageId())) {
                if (nameless.isEmpty()) {
                    ImageRows.insert(handle, id, take(taken), SeenImage.of(row));
                } else {
                    ImageRows.identify(handle, id, nameless.remove(0).index(), SeenImage.of(row));
                }
            }
        }
        return taken.size();
    }

    /** The first free position: a rebuilt attempt may have gaps. */
    private static int take(Set<Integer> taken) {
        int position = 0;
        while (!taken.add(position)) {
            position++;
        }
        return position;
    }

    private static AttemptRecord update(
            Handle handle, AttemptRecord attempt, List<HistoryEntry> rows, int images, boolean whole) {
        Endings.end(
                handle,
                attempt,
                new AttemptRows.Ending(
                        attempt.state(),
                        Math.max(images, attempt.counted()),
                        Optional.of(images),
                        attempt.answered(),
                        attempt.batchId().or(() -> rows.stream()
                                .flatMap(row -> row.batchId().stream())
                                .findFirst()),
                        attempt.detail(),
                        whole || attempt.whole(),
                        attempt.reason()));
        return AttemptRows.find(handle, AttemptId.parse(attempt.id())).orElseThrow();
    }

    private static int counted(AttemptRecord attempt) {
        return attempt.attempt().answeredImages().orElse(0);
    }

    /** An image more than anybody knew of is delivered too, even after the end. */
    private static IntentRows.Locked wake(Handle handle, IntentRows.Locked intent) {
        if (intent.state() == IntentState.FAILED) {
            Endings.paid(handle, intent);
            return IntentRows.lock(handle, intent.identity()).orElseThrow();
        }
        return intent;
    }
}
