package com.neuroflash.camel.ledger;

import com.neuroflash.camel.billing.AttemptState;
import com.neuroflash.camel.billing.Identity;
import com.neuroflash.camel.billing.IntentState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;

/** Who works on an intent, and when nobody does. */
final class WaitingScript {
    private static final Set<IntentState> AT_WORK = Set.of(IntentState.ACTIVE, IntentState.ANSWERED);

    private final OwnerRows owners;
    private final Ghosts ghosts;

    WaitingScript(Dialect dialect, Ghosts ghosts) {
        this.ghosts = ghosts;
        owners = new OwnerRows(dialect);
    }

    Optional<IntentRecord> take(Handle handle, Identity intent, String owner) {
        owners.freeGone(handle);
        return IntentRows.lock(handle, intent)
                .filter(locked -> locked.owner().isEmpty() && AT_WORK.contains(locked.state()))
                .filter(locked -> owners.lives(handle, owner))
                .map(locked -> {
                    IntentRows.own(handle, intent, Optional.of(owner));
                    return load(handle, intent);
                });
    }

    Optional<IntentRecord> reopen(Handle handle, Identity intent, String owner) {
        return IntentRows.lock(handle, intent)
                .filter(locked -> locked.state() == IntentState.FAILED)
                .filter(locked -> owners.lives(handle, owner))
                .map(locked -> {
                    ImageRows.reopen(handle, intent);
                    IntentRows.become(
                            handle, intent, work(handle, intent), Optional.of(owner), Endings.NOW, Optional.empty());
                    return load(handle, intent);
                });
    }

    List<IntentRecord> leaseDue(Handle handle, Instant now, String owner, int limit) {
        owners.freeGone(handle);
        if (!owners.lives(handle, owner)) {
            return List.of();
        }
        List<Identity> due = IntentRows.due(handle, now, limit);
        due.forEach(intent -> IntentRows.become(
                handle, intent, work(handle, intent), Optional.of(owner), Endings.NOW, Optional.empty()));
        return IntentRows.load(handle, due).stream()
                .sorted(Comparator.comparing(intent -> due.indexOf(intent.identity())))
                .toList();
    }

    /** In one order, so that two processes that keep the same ones wait for each other and never in a circle. */
    static Map<Identity, KnownIntent> keep(Handle handle, Collection<NewIntent> intents, Instant due, Reason reason) {
        List<Identity> known = new ArrayList<>();
        intents.stream()
                .sorted(Comparator.comparing(intent -> intent.identity().value()))
                .forEach(intent -> {
                    if (IntentRows.insert(handle, intent, Optional.empty())) {
                        IntentRows.become(
                                handle,
                                intent.identity(),
                                IntentState.PARKED,
                                Optional.empty(),
                                due,
                                Optional.of(reason));
                    } else {
                        known.add(intent.identity());
                    }
                });
        return IntentRows.find(handle, known);
    }

    static int makeDue(Handle handle, String reason, Instant now) {
        return handle.createUpdate("update intents set due = :due where state = 'PARKED' and owner is null"
                        + " and due > :due and substr(reason, 1, length(:reason)) = :reason")
                .bind("due", now.toEpochMilli())
                .bind("reason", reason)
                .execute();
    }

    boolean park(Handle handle, Identity intent, String owner, Instant until, Reason reason) {
        return letGo(handle, intent, owner, IntentState.PARKED, until, reason);
    }

    boolean hold(Handle handle, Identity intent, String owner, Reason reason) {
        return letGo(handle, intent, owner, IntentState.HELD, Endings.NOW, reason);
    }

    /** What may have been billed is never called failed. */
    boolean fail(Handle handle, Identity intent, String owner, Reason reason) {
        return IntentRows.lock(handle, intent).isPresent()
                && isSettled(handle, intent)
                && letGo(handle, intent, owner, IntentState.FAILED, Endings.NOW, reason);
    }

    boolean release(Handle handle, Identity intent, String owner) {
        Optional<IntentRows.Locked> locked = locked(handle, intent, owner);
        locked.ifPresent(row -> IntentRows.own(handle, intent, Optional.empty()));
        return locked.isPresent();
    }

    /** At the end of a process nothing is under way any more that could tell how a PREPARED ended. */
    void resign(Handle handle, String owner) {
        IntentRows.ownedBy(handle, owner).forEach(intent -> {
            IntentRows.lock(handle, intent);
            ghosts.reject(handle, intent);
        });
        owners.end(handle, owner);
        owners.freeGone(handle);
    }

    private boolean letGo(
            Handle handle, Identity intent, String owner, IntentState state, Instant until, Reason reason) {
        Optional<IntentRows.Locked> locked = locked(handle, intent, owner).filter(row -> AT_WORK.contains(row.state()));
        locked.ifPresent(row -> IntentRows.become(handle, intent, state, Optional.empty(), until, Optional.of(reason)));
        return locked.isPresent();
    }

    private Optional<IntentRows.Locked> locked(Handle handle, Identity intent, String owner) {
        Optional<IntentRows.Locked> locked =
                IntentRows.lock(handle, intent).filter(row -> row.owner().equals(Optional.of(owner)));
        locked.ifPresent(row -> ghosts.reject(handle, intent));
        return locked;
    }

    private boolean isSettled(Handle handle, Identity intent) {
        ghosts.reject(handle, intent);
        return AttemptRows.states(handle, intent).stream()
                .noneMatch(state -> state == AttemptState.PREPARED || state.isOpen());
    }

    private static IntentState work(Handle handle, Identity intent) {
        return AttemptRows.states(handle, intent).stream().anyMatch(Endings::isBilled)
                ? IntentState.ANSWERED
                : IntentState.ACTIVE;
    }

    private static IntentRecord load(Handle handle, Identity intent) {
        return IntentRows.load(handle, List.of(intent)).get(0);
    }
}
