package com.neuroflash.camel.chaos;

/** How large the scenarios are: in full unless {@code -Dchaos.scale=small}; and from which seed. */
final class Scale {
    private static final boolean SMALL = "small".equals(System.getProperty("chaos.scale"));

    private static final long SEED = Long.getLong("chaos.seed", System.currentTimeMillis() % 1_000_000);

    private Scale() {}

    static int of(int full, int small) {
        return SMALL ? small : full;
    }

    /** A new one at every run, unless {@code -Dchaos.seed} repeats one. */
    static long seed() {
        return SEED;
    }
}
