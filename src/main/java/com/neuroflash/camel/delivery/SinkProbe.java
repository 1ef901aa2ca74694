package com.neuroflash.camel.delivery;

/** Tells, at start and for a doctor, whether a sink can take objects and what it promises. */
public interface SinkProbe {
    /** Tries the sink with small objects of its own, which it removes; never throws. */
    ProbeResult probe();
}
