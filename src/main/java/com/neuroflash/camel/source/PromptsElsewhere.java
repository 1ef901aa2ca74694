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
import java.util.Set;
import java.util.function.Consumer;

/**
 * The prompts of one file that others work on, be it another process or another line of the same id: asked for in the
 * ledger until they have come to an end.
 */
final class PromptsElsewhere {
    private final Recall recall;
    private final Consumer<PromptLine.Parsed> delivered;
    private final Consumer<PromptLine.Parsed> mine;
    private final Map<PromptLine.Parsed, Identity> waiting = new LinkedHashMap<>();

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
        waiting.put(line, identity);
    }

    /** Asks the ledger what has become of them. */
    void askAgain() {
        Map<PromptLine.Parsed, Identity> asked;
        synchronized (this) {
            asked = new LinkedHashMap<>(waiting);
        }
        if (!asked.isEmpty()) {
            Map<Identity, KnownIntent> known = recall.find(Set.copyOf(asked.values()));
            asked.forEach((line, identity) -> follow(line, Optional.ofNullable(known.get(identity))));
        }
    }

    /** Takes all of them out. */
    synchronized List<PromptLine.Parsed> giveUp() {
        List<PromptLine.Parsed> rest = List.copyOf(waiting.keySet());
        waiting.clear();
        return rest;
    }

    private void follow(PromptLine.Parsed line, Optional<KnownIntent> known) {
        boolean working = known.isPresent()
                && !known.get().state().isFinished()
                && known.get().heldBy().isPresent();
        if (!working && remove(line)) {
            boolean done = known.isPresent() && known.get().state() == IntentState.DONE;
            (done ? delivered : mine).accept(line);
        }
    }

    private synchronized boolean remove(PromptLine.Parsed line) {
        return waiting.remove(line) != null;
    }
}
