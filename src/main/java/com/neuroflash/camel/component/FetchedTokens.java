package com.neuroflash.camel.component;

import com.neuroflash.camel.api.NeuroflashException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.Supplier;

/** One cached token; however many threads need a new one, one fetches it and all get its result. */
final class FetchedTokens implements AccessTokens {
    private static final Duration LONGEST_LEEWAY = Duration.ofMinutes(1);

    /** What a fetch brought. */
    sealed interface Fetched {
        /** A token and how long it is valid. */
        record Granted(String token, Duration lifetime) implements Fetched {
            @Override
            public String toString() {
                return "Granted[xxxxxx, " + lifetime + "]";
            }
        }

        /** Why there is none, for the operation that needed it. */
        record Failed(Function<String, NeuroflashException> reason) implements Fetched {}
    }

    private record Cached(String token, Instant renewAt) {}

    private final Supplier<Fetched> fetch;
    private final Clock clock;
    private final List<String> secrets;
    private final ReentrantLock lock = new ReentrantLock();
    private Optional<Cached> cached = Optional.empty();
    private Optional<CompletableFuture<Fetched>> running = Optional.empty();

    FetchedTokens(Supplier<Fetched> fetch, Clock clock, List<String> secrets) {
        this.fetch = fetch;
        this.clock = clock;
        this.secrets = List.copyOf(secrets);
    }

    @Override
    public String token(String operation) {
        CompletableFuture<Fetched> own = new CompletableFuture<>();
        CompletableFuture<Fetched> awaited = own;
        lock.lock();
        try {
            Optional<String> valid = valid();
            if (valid.isPresent()) {
                return valid.get();
            }
            if (running.isPresent()) {
                awaited = running.get();
            } else {
                running = Optional.of(own);
            }
        } finally {
            lock.unlock();
        }
        if (awaited == own) {
            fetchInto(own);
        }
        return tokenOf(awaited.join(), operation);
    }

    @Override
    public boolean refused(String token) {
        lock.lock();
        try {
            cached = cached.filter(known -> !known.token().equals(token));
        } finally {
            lock.unlock();
        }
        return true;
    }

    @Override
    public List<String> secrets() {
        return secrets;
    }

    private Optional<String> valid() {
        return cached.filter(known -> clock.instant().isBefore(known.renewAt())).map(Cached::token);
    }

    private void fetchInto(CompletableFuture<Fetched> own) {
        try {
            Fetched fetched = fetch.get();
            finish(fetched instanceof Fetched.Granted granted ? Optional.of(cache(granted)) : Optional.empty());
            own.complete(fetched);
        } catch (RuntimeException | Error e) {
            finish(Optional.empty());
            own.completeExceptionally(e);
        }
    }

    private void finish(Optional<Cached> result) {
        lock.lock();
        try {
            cached = result;
            running = Optional.empty();
        } finally {
            lock.unlock();
        }
    }

    /** Renews a minute before the end, or a tenth of a short life. */
    private Cached cache(Fetched.Granted granted) {
        Duration tenth = granted.lifetime().dividedBy(10);
        Duration leeway = tenth.compareTo(LONGEST_LEEWAY) < 0 ? tenth : LONGEST_LEEWAY;
        return new Cached(
                granted.token(), clock.instant().plus(granted.lifetime()).minus(leeway));
    }

    private static String tokenOf(Fetched fetched, String operation) {
        if (fetched instanceof Fetched.Failed failed) {
            throw failed.reason().apply(operation);
        }
        return ((Fetched.Granted) fetched).token();
    }
}
