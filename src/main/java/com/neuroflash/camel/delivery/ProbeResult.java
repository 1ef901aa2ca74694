package com.neuroflash.camel.delivery;

/** What a {@link SinkProbe} found. */
public sealed interface ProbeResult {
    /**
     * What was found, in one sentence.
     *
     * @return for people and logs
     */
    String finding();

    /**
     * The sink can be used and an object is put if absent, atomically.
     *
     * @param finding how that is done
     */
    record Ready(String finding) implements ProbeResult {}

    /**
     * The sink can be used, with a weaker promise.
     *
     * @param finding what is not promised
     * @param advice what would make it whole
     */
    record Weaker(String finding, String advice) implements ProbeResult {}

    /**
     * The sink can't take objects.
     *
     * @param finding what is wrong
     * @param advice what to do
     */
    record Unusable(String finding, String advice) implements ProbeResult {}
}
