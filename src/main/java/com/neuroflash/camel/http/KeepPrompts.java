package com.neuroflash.camel.http;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.neuroflash.camel.api.NeuroflashException;
import com.neuroflash.camel.billing.Identity;
import com.neuroflash.camel.billing.IntentState;
import com.neuroflash.camel.intent.Arrival;
import com.neuroflash.camel.intent.Pipeline;
import com.neuroflash.camel.intent.WaitingRoom;
import com.neuroflash.camel.ledger.KnownIntent;
import com.neuroflash.camel.ledger.LedgerUnavailableException;
import com.neuroflash.camel.prompt.FieldProblem;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/**
 * The step that answers a POST: 202 when all its prompts are in the ledger, durably; else none of them is, and the answer
 * says why.
 */
public final class KeepPrompts implements Processor {
    private static final String WAITS = "posted over HTTP; waits for its turn";
    private static final Duration WHILE_FULL = Duration.ofSeconds(30);
    private static final Duration WHILE_AWAY = Duration.ofSeconds(5);
    private static final FieldProblem REUSED = new FieldProblem(
            "id", "the id, or the Idempotency-Key with this line, belongs to another prompt; give it one of its own");
    private static final FieldProblem DROPPED =
            new FieldProblem("id", "its prompt was given up by a person; give it an id of its own to send it anew");

    private final Pipeline pipeline;
    private final WaitingRoom room;

    /** Keeps prompts in the pipeline's waiting room. */
    public KeepPrompts(Pipeline pipeline) {
        this.pipeline = requireNonNull(pipeline, "pipeline is null");
        room = pipeline.waitingRoom();
    }

    @Override
    public void process(Exchange exchange) {
        reply(exchange.getMessage().getBody(Posted.class)).writeTo(exchange.getMessage());
    }

    Reply reply(Posted posted) {
        PostedPrompts prompts = PostedPrompts.read(posted);
        if (prompts.tooMany()) {
            return Reply.of(
                    Refusals.TOO_LARGE, "expected at most " + PostedPrompts.MOST + " prompts; send them in several");
        }
        try {
            Map<Identity, KnownIntent> known = pipeline.recall()
                    .find(prompts.arrivals().stream().map(KeepPrompts::identity).toList());
            checkAgainstModels(prompts, known);
            return prompts.problems().any() ? refused(prompts) : keep(prompts.arrivals(), known);
        } catch (LedgerUnavailableException away) {
            return prompts.problems().any()
                    ? refused(prompts)
                    : Reply.later(
                            Refusals.UNAVAILABLE, "the ledger is away; nothing is known to be stored", WHILE_AWAY);
        } catch (NeuroflashException unknown) {
            return prompts.problems().any()
                    ? refused(prompts)
                    : Reply.later(
                            Refusals.UNAVAILABLE,
                            "the models can't be had, so nothing was checked or stored",
                            WHILE_AWAY);
        }
    }

    private static Reply refused(PostedPrompts prompts) {
        return prompts.problems().reply(Refusals.BAD_REQUEST, "refused; nothing was stored or billed");
    }

    /** What was stored before is not refused any more, whatever is allowed by now. */
    private void checkAgainstModels(PostedPrompts prompts, Map<Identity, KnownIntent> known) {
        for (Arrival arrival : prompts.arrivals()) {
            if (!known.containsKey(identity(arrival))) {
                prompts.problems().add(arrival.source().line(), room.check(arrival.message(), PostIdentities.SOURCE));
            }
        }
    }

    private Reply keep(List<Arrival> arrivals, Map<Identity, KnownIntent> known) {
        LineProblems taken = taken(arrivals, known);
        if (taken.any()) {
            return taken.reply(Reply.CONFLICT, "refused; nothing was stored or billed");
        }
        long fresh = arrivals.stream()
                .map(KeepPrompts::identity)
                .filter(identity -> !known.containsKey(identity))
                .distinct()
                .count();
        Optional<Reply> closed = fresh > 0 ? closed(fresh) : Optional.empty();
        return closed.orElseGet(() -> store(arrivals));
    }

    private Optional<Reply> closed(long fresh) {
        if (pipeline.intake().isStopped()) {
            return Optional.of(Reply.later(Refusals.UNAVAILABLE, "the service stops; nothing was stored", WHILE_AWAY));
        }
        String reason = pipeline.pauseReason();
        if (!reason.isEmpty()) {
            return Optional.of(
                    Reply.later(Reply.TOO_MANY, "paused: " + reason + "; nothing was stored", pipeline.pausedFor()));
        }
        return room.room() >= fresh
                ? Optional.empty()
                : Optional.of(Reply.later(
                        Reply.TOO_MANY,
                        "as many prompts wait as pipeline.max-parked allows; nothing was stored",
                        WHILE_FULL));
    }

    private Reply store(List<Arrival> arrivals) {
        Map<Identity, KnownIntent> before = room.keepAll(firsts(arrivals).values(), WAITS);
        LineProblems taken = taken(arrivals, before);
        if (taken.any()) {
            return taken.reply(Reply.CONFLICT, "refused: posted with other content at this very moment");
        }
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        ArrayNode prompts = json.putArray("prompts");
        arrivals.forEach(arrival -> write(arrival, state(before.get(identity(arrival))), prompts.addObject()));
        return Reply.of(Reply.ACCEPTED, json);
    }

    /** What failed goes on: its sender has sent it again, as one drops a file in again. */
    private IntentState state(KnownIntent before) {
        if (before == null) {
            return IntentState.PARKED;
        }
        boolean goesOn = before.state() == IntentState.FAILED && room.reopen(before.identity());
        return goesOn ? IntentState.PARKED : before.state();
    }

    private static void write(Arrival arrival, IntentState state, ObjectNode json) {
        String id = identity(arrival).asId();
        json.put("line", arrival.source().line());
        json.put("id", id);
        json.put("state", state.name().toLowerCase(Locale.ROOT));
        json.put("location", "/prompts/" + id);
    }

    /** Those whose identity another prompt has, in the ledger or before them in this very POST. */
    private LineProblems taken(List<Arrival> arrivals, Map<Identity, KnownIntent> known) {
        LineProblems taken = new LineProblems();
        Map<Identity, Arrival> firsts = firsts(arrivals);
        for (Arrival arrival : arrivals) {
            KnownIntent before = known.get(identity(arrival));
            boolean twice = !firsts.get(identity(arrival)).identity().equals(arrival.identity());
            if (twice || before != null && room.isReused(arrival, before)) {
                taken.add(arrival.source().line(), List.of(REUSED));
            } else if (before != null && before.state() == IntentState.DROPPED) {
                taken.add(arrival.source().line(), List.of(DROPPED));
            }
        }
        return taken;
    }

    private static Map<Identity, Arrival> firsts(List<Arrival> arrivals) {
        Map<Identity, Arrival> firsts = new HashMap<>();
        arrivals.forEach(arrival -> firsts.putIfAbsent(identity(arrival), arrival));
        return firsts;
    }

    private static Identity identity(Arrival arrival) {
        return arrival.identity().identity();
    }
}
