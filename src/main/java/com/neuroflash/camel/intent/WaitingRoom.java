package com.neuroflash.camel.intent;

import static java.util.Objects.requireNonNull;

import com.neuroflash.camel.api.GenerationDefaults;
import com.neuroflash.camel.billing.Account;
import com.neuroflash.camel.billing.FrozenRequest;
import com.neuroflash.camel.billing.Recognition;
import com.neuroflash.camel.ledger.KnownIntent;
import com.neuroflash.camel.ledger.Ledger;
import com.neuroflash.camel.ledger.NewIntent;
import com.neuroflash.camel.prompt.FieldProblem;
import com.neuroflash.camel.prompt.PromptMessage;
import com.neuroflash.camel.prompt.PromptValidator;
import com.neuroflash.camel.prompt.SinkChoice;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Puts prompts into the ledger without carrying them: for sources that can't redeliver, and for a stop that must not
 * give messages back. The route {@code resume-parked}, here or in another instance, carries them on.
 */
public final class WaitingRoom {
    private final Ledger ledger;
    private final ModelCatalog catalog;
    private final Account account;
    private final GenerationDefaults defaults;
    private final String keyTemplate;
    private final SinkChoice sinks;

    WaitingRoom(
            Ledger ledger,
            ModelCatalog catalog,
            Account account,
            GenerationDefaults defaults,
            String keyTemplate,
            SinkChoice sinks) {
        this.ledger = requireNonNull(ledger, "ledger is null");
        this.catalog = requireNonNull(catalog, "catalog is null");
        this.account = requireNonNull(account, "account is null");
        this.defaults = requireNonNull(defaults, "defaults is null");
        this.keyTemplate = requireNonNull(keyTemplate, "keyTemplate is null");
        this.sinks = requireNonNull(sinks, "sinks is null");
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
        sinks.problem(source, message.sink()).ifPresent(problems::add);
        return List.copyOf(problems);
    }

    /**
     * Keeps a prompt, durably at return and due at once; one that is there already stays as it is.
     *
     * @return what was there before; empty when it is new
     * @throws com.neuroflash.camel.ledger.LedgerUnavailableException when it can't be kept; repeating it is safe
     * @throws PromptFailedException when its identity belongs to another prompt, or its source may not name its sink
     */
    public Optional<KnownIntent> keep(PromptMessage message, PromptSource source, PromptIdentity identity) {
        FrozenRequest frozen = FrozenRequest.freeze(account, message.request(), defaults);
        NewIntent intent = new NewIntent(
                identity.identity(),
                identity.rawHash(),
                frozen,
                PromptRun.origin(message, source, identity),
                keyTemplate,
                message.sink().orElse(sinks.usual()));
        requireAllowedSink(message, identity);
        Optional<KnownIntent> before = ledger.begin(intent, ledger.owner());
        if (before.isEmpty()) {
            ledger.release(identity.identity(), ledger.owner());
        } else if (before.get().recognise(identity.rawHash(), frozen.fingerprint(), identity.resumed())
                == Recognition.REUSED) {
            throw PromptFailedException.identityReused();
        }
        return before;
    }

    private void requireAllowedSink(PromptMessage message, PromptIdentity identity) {
        Optional<FieldProblem> problem = sinks.problem(identity.source(), message.sink());
        if (problem.isPresent() && ledger.find(List.of(identity.identity())).isEmpty()) {
            throw new PromptFailedException(
                    problem.get().toString(), OptionalInt.empty(), Stage.SEND.adviceOnRefusal());
        }
    }
}
