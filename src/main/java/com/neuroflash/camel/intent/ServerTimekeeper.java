package com.neuroflash.camel.intent;

import static java.util.Objects.requireNonNull;

import com.neuroflash.camel.billing.Moment;
import com.neuroflash.camel.billing.ServerClock;
import com.neuroflash.camel.billing.ServerSpan;
import com.neuroflash.camel.component.ServerDateListener;
import com.neuroflash.camel.history.ServerTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;

/** Knows the server's time from the last answer's date and what passed here since. */
public final class ServerTimekeeper implements ServerDateListener, ServerTime {
    private static final Duration UNKNOWN = Duration.ofDays(1);

    private final Supplier<Moment> moments;
    private volatile Optional<ServerClock> clock = Optional.empty();

    /** Reads both clocks of this machine. */
    public ServerTimekeeper() {
        this(() -> new Moment(Instant.now(), System.nanoTime()));
    }

    /** Takes its readings from {@code moments}. */
    public ServerTimekeeper(Supplier<Moment> moments) {
        this.moments = requireNonNull(moments, "moments is null");
    }

    @Override
    public void heard(Instant date, Duration roundTrip) {
        clock = Optional.of(new ServerClock(date, moments.get(), roundTrip));
    }

    /** Whether the server was ever heard. */
    boolean isKnown() {
        return clock.isPresent();
    }

    /** Both clocks of this machine, read now. */
    Moment moment() {
        return moments.get();
    }

    /** The server's time at a reading of our clocks; a day wide as long as the server was never heard. */
    ServerSpan at(Moment moment) {
        return clock.map(heard -> heard.at(moment))
                .orElseGet(() -> new ServerSpan(
                        moment.wall().minus(UNKNOWN), moment.wall().plus(UNKNOWN)));
    }

    /** Whether a send time taken now would be exact enough. */
    boolean isSure(Moment moment) {
        return clock.filter(heard -> heard.isSure(moment)).isPresent();
    }

    @Override
    public Instant now() {
        return at(moment()).earliest();
    }
}
