package com.neuroflash.camel.intent;

import static java.util.Objects.requireNonNull;

import com.neuroflash.camel.api.GenerationDefaults;
import com.neuroflash.camel.billing.Account;
import com.neuroflash.camel.billing.FrozenRequest;
import com.neuroflash.camel.billing.Identity;
import com.neuroflash.camel.billing.IntentState;
import com.neuroflash.camel.billing.Recognition;
import com.neuroflash.camel.ledger.KnownIntent;
import com.neuroflash.camel.ledger.Ledger;
import com.neuroflash.camel.ledger.NewIntent;
import com.neuroflash.camel.ledger.Reason;
import com.neuroflash.camel.prompt.FieldProblem;
import com.neuroflash.camel.prompt.PromptMessage;
import com.neuroflash.camel.prompt.PromptValidator;
import com.neuroflash.camel.prompt.SinkChoice;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Puts prompts into the ledger without carrying them: for sources that can't redeliver, and for a stop that must not
 * give messages back. The route {@code resume-parked}, here or in another instance, carries them on.
 */
public final class WaitingRoom {
    private static final String KEPT = "its source could not hold it; waits for its turn";
    private static final String AGAIN = "came again after it had failed; waits for its turn";

    private final Ledger ledger;
    private final ModelCatalog catalog;
    private final ServerTimekeeper time;
    private final Account account;
    private final GenerationDefaults defaults;
    private final String keyTemplate;
    private final SinkChoice sinks;
    private final int mostParked;

    WaitingRoom(
            Ledger ledger,
            ModelCatalog catalog,
            ServerTimekeeper time,
            BillingSettings billing,
            PipelineSettings settings) {
        this.ledger = requireNonNull(ledger, "ledger is null");
        this.catalog = requireNonNull(catalog, "catalog is null");
        this.time = requireNonNull(time, "time is null");
        account = billing.account();
        mostParked = billing.maxParked();
        defaults = settings.defaults();
        keyTemplate = settings.key().toString();
        sinks = settings.sinks();
    }

    /**
     * What the models don't allow of a request, defaults filled in, and whether its source may name its sink; empty when
     * it may be sent.
     *
     * @param source the configured source's name
     * @throws com.neuroflash.camel.api.NeuroflashException when the models were never learnt and can't be had now
     */
    public List<FieldProblem> check(PromptMessage message, String source) {
        FrozenRequest frozen = FrozenRequest.freeze(account, message.request(), defaults);
        List<FieldProblem> problems =
                new ArrayList<>(new PromptValidator(catalog.models(false)).validate(frozen.request()));
        sinkProblem(message, source).ifPresent(problems::add);
        return List.copyOf(problems);
    }

    /** What is wrong with the sink that a message of that source names. */
    public Optional<FieldProblem> sinkProblem(PromptMessage message, String source) {
        return sinks.problem(source, message.sink());
    }

    /**
     * Keeps prompts in one commit, durably at return and due at once; those that are there already stay as they are.
     * Whether they may be sent, and to their sinks, was checked before.
     *
     * @param reason why they wait, for {@code ledger list}
     * @return what was there before; those that are new are missing
     * @throws com.neuroflash.camel.ledger.LedgerUnavailableException when they are not known to be kept; repeating it is
     *     safe
     */
    public Map<Identity, KnownIntent> keepAll(Collection<Arrival> arrivals, String reason) {
        List<NewIntent> intents = arrivals.stream()
                .map(arrival -> intent(arrival, freeze(arrival)))
                .toList();
        return ledger.keep(intents, time.now(), Reason.of(reason));
    }

    /** Whether a known identity belongs to another prompt than the one that comes under it now. */
    public boolean isReused(Arrival arrival, KnownIntent known) {
        PromptIdentity identity = arrival.identity();
        return known.recognise(identity.rawHash(), freeze(arrival).fingerprint(), identity.resumed())
                == Recognition.REUSED;
    }

    /** Lets a prompt that failed go on, due at once: a person has sent it again. False when it has not failed (any more). */
    public boolean reopen(Identity failed) {
        return ledger.reopen(failed, ledger.owner()).isPresent()
                && ledger.park(failed, ledger.owner(), time.now(), Reason.of(AGAIN));
    }

    /** How many more may be kept before {@code pipeline.max-parked} is reached, counted now. */
    public int room() {
        return Math.max(0, mostParked - ledger.waiting());
    }

    private FrozenRequest freeze(Arrival arrival) {
        return FrozenRequest.freeze(account, arrival.message().request(), defaults);
    }

    private NewIntent intent(Arrival arrival, FrozenRequest frozen) {
        String sink = arrival.message().sink().orElse(sinks.usual());
        return new Asked(arrival, frozen, keyTemplate, Optional.of(sink)).intent();
    }

    /**
     * Keeps a prompt, durably at return and due at once; one that is there already stays as it is, but that what failed
     * goes on.
     *
     * @return whether it is kept; false when it has failed and can't go on now
     * @throws com.neuroflash.camel.ledger.LedgerUnavailableException when it can't be kept; repeating it is safe
     * @throws PromptFailedException when its identity belongs to another prompt, its source may not name its sink, or a
     *     person has given it up
     */
    public boolean keep(PromptMessage message, PromptSource source, PromptIdentity identity) {
        requireAllowedSink(message, identity);
        Arrival arrival = new Arrival(message, source, identity);
        Optional<KnownIntent> before =
                Optional.ofNullable(keepAll(List.of(arrival), KEPT).get(identity.identity()));
        if (before.isEmpty()) {
            return true;
        }
        if (isReused(arrival, before.get())) {
            throw PromptFailedException.identityReused();
        }
        if (before.get().state() == IntentState.DROPPED) {
            throw PromptFailedException.givenUp(before.get());
        }
        return before.get().state() != IntentState.FAILED || reopen(identity.identity());
    }

    private void requireAllowedSink(PromptMessage message, PromptIdentity identity) {
        Optional<FieldProblem> problem = sinkProblem(message, identity.source());
        if (problem.isPresent() && ledger.find(List.of(identity.identity())).isEmpty()) {
            throw PromptFailedException.refused(problem.get());
        }
    }
}
