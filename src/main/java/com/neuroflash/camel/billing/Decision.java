package com.neuroflash.camel.billing;

import java.time.Instant;

/** What becomes of an attempt that may have been billed. */
public sealed interface Decision {
    /**
     * The batch is this attempt's; claim it, and match anew when the claim conflicts.
     *
     * @param batch what to claim
     * @param whole whether no more images can appear; until then the intent is not done
     */
    record Adopt(Batch batch, boolean whole) implements Decision {}

    /**
     * Not decidable yet.
     *
     * @param until the server's time from which looking again is worth it
     * @param reason why
     */
    record Wait(Instant until, Cause reason) implements Decision {
        /** Why it is not decidable yet. */
        public enum Cause {
            /** An attempt that looks alike is under way. */
            IN_FLIGHT,
            /** The history may still be behind. */
            SETTLING,
            /** Two whole walks that begin after T and agree are needed. */
            WALKS_NEEDED
        }
    }

    /** Not billed. */
    record Absent() implements Decision {}

    /**
     * Can't be known; a person decides, unless later evidence does: ask again when there is some.
     *
     * @param reason why
     */
    record Held(Doubt reason) implements Decision {}

    /**
     * Can't be known, and {@code billing.on-ambiguous=resubmit} lets it go.
     *
     * @param reason why
     */
    record Waive(Doubt reason) implements Decision {}

    /** Why it can't be known. */
    enum Doubt {
        /** The history holds an unclaimed image that could be its. */
        LOOKS_LIKE_OURS("the history holds an unclaimed image that could be this prompt's"),
        /** No answered attempt has shown yet that the history would show this one. */
        NOT_CALIBRATED("no answered attempt of this operation and model has been found in the history yet"),
        /** The history was seen to be slower than S. */
        LAG_SUSPENDED("the history was seen to take longer than billing.history-lag"),
        /** Billed for certain, but not found. */
        BILLED_WITHOUT_IDS("it was billed, but the answer named no id and the history does not show it plainly"),
        /** No whole walk could be had. */
        HISTORY_NOT_WHOLE("the history changed or shuffled too much to be read whole");

        private final String text;

        Doubt(String text) {
            this.text = text;
        }

        /** For people. */
        public String text() {
            return text;
        }
    }
}
