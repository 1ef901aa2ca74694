package com.neuroflash.camel.source;

import com.neuroflash.camel.billing.Identity;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Why messages failed whose dead letters could not be stored. Such a message comes again, and then its letter alone is
 * tried again: its prompts are not sent another time. Of very many the oldest is forgotten, and sent again.
 */
final class UnstoredLetters {
    private static final int MOST = 1_000;

    private final Map<Key, List<LineFailure>> failures = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, List<LineFailure>> eldest) {
            return size() > MOST;
        }
    };

    private record Key(String source, String place, String id, int replays, String bodyHash) {
        private static Key of(SourceMessage message) {
            return new Key(
                    message.source(),
                    message.place(),
                    message.id(),
                    message.replays(),
                    Identity.rawHash(message.body()));
        }
    }

    /** Remembers one; false when it was remembered before. */
    synchronized boolean add(SourceMessage message, List<LineFailure> failed) {
        return failures.put(Key.of(message), List.copyOf(failed)) == null;
    }

    /** Why a message failed, if its letter is yet to be stored. */
    synchronized Optional<List<LineFailure>> find(SourceMessage message) {
        return failures.isEmpty() ? Optional.empty() : Optional.ofNullable(failures.get(Key.of(message)));
    }

    synchronized void remove(SourceMessage message) {
        if (!failures.isEmpty()) {
            failures.remove(Key.of(message));
        }
    }
}
