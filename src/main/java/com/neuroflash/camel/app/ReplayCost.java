package com.neuroflash.camel.app;

import static java.util.Objects.requireNonNull;

import com.neuroflash.camel.api.GenerationDefaults;
import com.neuroflash.camel.billing.Account;
import com.neuroflash.camel.billing.FrozenRequest;
import com.neuroflash.camel.billing.IntentState;
import com.neuroflash.camel.billing.Recognition;
import com.neuroflash.camel.intent.PromptIdentity;
import com.neuroflash.camel.ledger.ImageState;
import com.neuroflash.camel.ledger.IntentRecord;
import com.neuroflash.camel.ledger.Ledger;
import com.neuroflash.camel.prompt.PromptLine;
import com.neuroflash.camel.prompt.PromptReader;
import com.neuroflash.camel.prompt.SinkChoice;
import java.io.IOException;
import java.util.Optional;

/** Tells what a replay costs at most, and what of it is paid already, as the ledger knows its prompts. */
final class ReplayCost {
    /** For a request that is only measured. */
    private static final Account NOBODY = new Account("unknown", "unknown");

    private final Ledger ledger;
    private final GenerationDefaults defaults;
    private final SinkChoice sinks;
    private final AskedModels models;

    /**
     * By what is known.
     *
     * @param defaults what a request leaves open
     * @param sinks which of them a prompt may name
     * @param models what they refuse, and how many images a prompt may cost
     */
    ReplayCost(Ledger ledger, GenerationDefaults defaults, SinkChoice sinks, AskedModels models) {
        this.ledger = requireNonNull(ledger, "ledger is null");
        this.defaults = requireNonNull(defaults, "defaults is null");
        this.sinks = requireNonNull(sinks, "sinks is null");
        this.models = requireNonNull(models, "models is null");
    }

    /** What a person must know of the figures. */
    Optional<String> caution() {
        return models.caution();
    }

    /**
     * What becomes of a letter's prompts.
     *
     * @param prompts how many there are
     * @param sent how many are sent (again)
     * @param unforeseen how many of those have not failed unpaid, as far as the letter tells
     * @param mostImages how many images those cost at most
     * @param paidImages how many paid images are delivered without paying again
     * @param known how many are delivered, waiting or on their way already
     * @param refused how many are refused again as they are
     */
    record Estimate(int prompts, int sent, int unforeseen, int mostImages, int paidImages, int known, int refused) {
        static final Estimate NOTHING = new Estimate(0, 0, 0, 0, 0, 0, 0);

        Estimate plus(Estimate more) {
            return new Estimate(
                    prompts + more.prompts,
                    sent + more.sent,
                    unforeseen + more.unforeseen,
                    mostImages + more.mostImages,
                    paidImages + more.paidImages,
                    known + more.known,
                    refused + more.refused);
        }

        boolean isRefusedWholly() {
            return refused == prompts;
        }

        private static Estimate send(boolean foreseen, int mostImages) {
            return new Estimate(1, 1, foreseen ? 0 : 1, mostImages, 0, 0, 0);
        }

        private static Estimate deliver(int paidImages) {
            return new Estimate(1, 0, 0, 0, paidImages, 0, 0);
        }

        private static Estimate know() {
            return new Estimate(1, 0, 0, 0, 0, 1, 0);
        }

        private static Estimate refuse() {
            return new Estimate(1, 0, 0, 0, 0, 0, 1);
        }
    }

    Estimate of(Letter letter) throws IOException {
        Optional<PromptReader> readable = letter.reader();
        if (readable.isEmpty()) {
            return Estimate.refuse();
        }
        Estimate sum = Estimate.NOTHING;
        try (PromptReader reader = readable.get()) {
            for (Optional<PromptLine> next = reader.next(); next.isPresent(); next = reader.next()) {
                sum = sum.plus(next.get() instanceof PromptLine.Parsed line ? of(letter, line) : Estimate.refuse());
            }
        }
        return sum;
    }

    private Estimate of(Letter letter, PromptLine.Parsed line) {
        PromptIdentity identity = letter.identity(line);
        boolean foreseen = letter.hasFailedUnpaid(line.number());
        Optional<IntentRecord> record = ledger.load(identity.identity());
        Account account = record.map(known -> known.request().account()).orElse(NOBODY);
        FrozenRequest request = FrozenRequest.freeze(account, line.message().request(), defaults);
        if (record.isEmpty()) {
            return sinks.problem(identity.source(), line.message().sink()).isPresent()
                    ? Estimate.refuse()
                    : send(request, foreseen);
        }
        Recognition recognition =
                record.get().known().recognise(identity.rawHash(), request.fingerprint(), identity.resumed());
        return recognition == Recognition.REUSED ? Estimate.refuse() : of(record.get(), foreseen);
    }

    private Estimate send(FrozenRequest request, boolean foreseen) {
        return models.refuse(request) ? Estimate.refuse() : Estimate.send(foreseen, models.mostImages(request));
    }

    private Estimate of(IntentRecord record, boolean foreseen) {
        if (record.state() == IntentState.DROPPED) {
            return Estimate.refuse();
        }
        if (record.state() != IntentState.FAILED) {
            return Estimate.know();
        }
        long undelivered = record.images().stream()
                .filter(image -> image.state() != ImageState.DELIVERED)
                .count();
        return record.billed().isPresent() ? Estimate.deliver((int) undelivered) : send(record.request(), foreseen);
    }
}
