package com.neuroflash.camel.app;

import com.neuroflash.camel.api.HistoryEntry;
import com.neuroflash.camel.billing.Account;
import com.neuroflash.camel.billing.Batch;
import com.neuroflash.camel.billing.Claims;
import com.neuroflash.camel.ledger.Ledger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What the history shows of our user and no prompt of the ledger owns: paid and not delivered, or another client's. */
record UnclaimedBatches(Optional<String> notCompared, List<Batch> batches) {
    private static final int SHOWN = 20;

    UnclaimedBatches {
        batches = List.copyOf(batches);
    }

    /** Of the accounts that were rebuilt; needs the API, without which the reason is told. */
    static UnclaimedBatches find(Settings settings, Ledger ledger, Set<Account> rebuilt) {
        Set<Account> accounts = settings.neuroflash().account().map(Set::of).orElse(rebuilt);
        try (HistoryAccess history = HistoryAccess.open(settings)) {
            List<Batch> all = history.walk(Optional.empty()).batches();
            Claims claims = accounts.stream()
                    .map(account -> ledger.settlement().claims(account, all))
                    .reduce(Claims.none(), Claims::with);
            return new UnclaimedBatches(Optional.empty(), ofOwnUser(all, claims));
        } catch (RuntimeException unreachable) {
            return new UnclaimedBatches(Optional.of(String.valueOf(unreachable.getMessage())), List.of());
        }
    }

    /** Our user is whoever made the claimed ones; while none is claimed it may be anyone. */
    private static List<Batch> ofOwnUser(List<Batch> all, Claims claims) {
        Set<Long> own = all.stream()
                .filter(claims::covers)
                .flatMap(batch -> batch.rows().stream())
                .map(HistoryEntry::userId)
                .flatMap(Optional::stream)
                .collect(Collectors.toSet());
        return claims.unclaimed(all).stream()
                .filter(batch -> own.isEmpty()
                        || batch.rows().stream()
                                .allMatch(row -> row.userId().map(own::contains).orElse(true)))
                .toList();
    }

    Object json() {
        JsonFields fields = new JsonFields()
                .put("not_compared", notCompared)
                .put("batches", batches.size())
                .put("images", images());
        return fields.put("unclaimed", batches.stream().map(Adoption::json).toList())
                .map();
    }

    List<String> text() {
        if (notCompared.isPresent()) {
            return List.of("the history was not compared: " + PlainText.of(notCompared.get()));
        }
        if (batches.isEmpty()) {
            return List.of("the history shows no batch of this user that is not in the ledger");
        }
        List<String> text = new ArrayList<>();
        text.add(
                "batches of this user in the history, not in the ledger: " + batches.size() + ", images: " + images()
                        + "; paid and never delivered, or another client's. A prompt that comes again and matches one is held.");
        batches.stream()
                .limit(SHOWN)
                .forEach(batch -> text.add("  " + PlainText.of(batch.batchId().orElse("no batch id")) + "  "
                        + batch.createdAt().map(PlainText::of).orElse("-") + "  " + batch.size()));
        if (batches.size() > SHOWN) {
            text.add("  ... and " + (batches.size() - SHOWN) + " more: --json");
        }
        return text;
    }

    private int images() {
        return batches.stream().mapToInt(Batch::size).sum();
    }
}
