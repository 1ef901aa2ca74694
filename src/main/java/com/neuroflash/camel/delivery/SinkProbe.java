package com.neuroflash.camel.delivery;

/** Tells whether a sink can take objects and what it promises. */
public interface SinkProbe {
    /** Tries the sink with small objects of its own, which it removes; never throws. */
    ProbeResult probe();

    /** Whether a sink that had failed takes objects again; asked as often as one likes, it leaves nothing behind. */
    default boolean takesObjects() {
        return !(probe() instanceof ProbeResult.Unusable);
    }
}
