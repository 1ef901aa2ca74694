package com.neuroflash.camel.source;

import static java.util.Objects.requireNonNull;

import com.neuroflash.camel.billing.Identity;
import com.neuroflash.camel.billing.IntentState;
import com.neuroflash.camel.intent.Recall;
import com.neuroflash.camel.ledger.KnownIntent;
import com.neuroflash.camel.prompt.PromptLine;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** The prompts of one file that other processes work on: asked for in the ledger until they have come to an end. */
final class PromptsElsewhere {
    private final Recall recall;
    private final Consumer<PromptLine.Parsed> delivered;
    private final Consumer<PromptLine.Parsed> mine;
    private final Map<Identity, PromptLine.Parsed> waiting = new LinkedHashMap<>();

    /**
     * None yet.
     *
     * @param delivered told of a prompt that another process has delivered
     * @param mine told of a prompt that nobody works on any more, or that ended otherwise: it is sent through here
     */
    PromptsElsewhere(Recall recall, Consumer<PromptLine.Parsed> delivered, Consumer<PromptLine.Parsed> mine) {
        this.recall = requireNonNull(recall, "recall is null");
        this.delivered = requireNonNull(delivered, "delivered is null");
        this.mine = requireNonNull(mine, "mine is null");
    }

    synchronized void add(Identity identity, PromptLine.Parsed line) {
        waiting.put(identity, line);
    }

    /** Asks the ledger what has become of them. */
    void askAgain() {
        List<Identity> identities;
        synchronized (this) {
            identities = List.copyOf(waiting.keySet());
        }
        if (!identities.isEmpty()) {
            Map<Identity, KnownIntent> known = recall.find(identities);
            identities.forEach(identity -> follow(identity, Optional.ofNullable(known.get(identity))));
        }
    }

    /** Takes all of them out. */
    synchronized List<PromptLine.Parsed> giveUp() {
        List<PromptLine.Parsed> rest = List.copyOf(waiting.values());
        waiting.clear();
        return rest;
    }

    private void follow(Identity identity, Optional<KnownIntent> known) {
        boolean working = known.isPresent()
                && !known.get().state().isFinished()
                && known.get().heldBy().isPresent();
        if (working) {
            return;
        }
        PromptLine.Parsed line;
        synchronized (this) {
            line = waiting.remove(identity);
        }
        if (line != null) {
            boolean done = known.isPresent() && known.get().state() == IntentState.DONE;
            (done ? delivered : mine).accept(line);
        }
    }
}
