package com.neuroflash.camel.ledger;

import com.neuroflash.camel.billing.AttemptState;
import com.neuroflash.camel.billing.Identity;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jdbi.v3.core.Handle;

/**
 * Attempts whose commit was asked for but never confirmed (the connection broke). Their caller did not send them, so they
 * are REJECTED if they turn out to be there; when this process ends before, they become UNKNOWN as any PREPARED.
 */
final class Ghosts {
    private static final Reason REASON = Reason.of("not sent: its commit could not be confirmed");

    private final Map<Identity, Set<String>> tokens = new ConcurrentHashMap<>();

    void add(Identity intent, String token) {
        tokens.computeIfAbsent(intent, key -> ConcurrentHashMap.newKeySet()).add(token);
    }

    /** Only after the commit of what {@link #reject} did. */
    void forget(Identity intent) {
        tokens.remove(intent);
    }

    /** Whether it was begun by a commit of ours that was never confirmed: no attempt of it is anybody else's. */
    boolean began(Handle handle, Identity intent) {
        return Optional.ofNullable(tokens.get(intent))
                .filter(ours -> ours.containsAll(AttemptRows.tokens(handle, intent)))
                .isPresent();
    }

    /** With the intent's row locked. */
    void reject(Handle handle, Identity intent) {
        for (String token : tokens.getOrDefault(intent, Set.of())) {
            AttemptRows.prepared(handle, intent, token)
                    .flatMap(id -> AttemptRows.find(handle, id))
                    .ifPresent(ghost -> Endings.end(
                            handle,
                            ghost,
                            AttemptRows.Ending.of(
                                    AttemptState.REJECTED, ghost.attempt().imageLimit(), REASON)));
        }
    }
}
