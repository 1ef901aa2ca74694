package com.neuroflash.camel.billing;

import java.text.Normalizer;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/** What may happen to a prompt on its way through the server into the history. */
final class Prompts {
    private static final int SHORTEST_CUT = 16;

    private Prompts() {}

    /** Characters that a server may escape, replace or drop, so that even letters change. */
    enum Kind {
        /** Anything beyond ASCII. */
        FOREIGN,
        /** ASCII that markup, quoting or encoding treats specially. */
        SPECIAL
    }

    /** The letters and digits alone, without accents and case. */
    static String skeleton(String prompt) {
        StringBuilder letters = new StringBuilder(prompt.length());
        Normalizer.normalize(prompt, Normalizer.Form.NFKD)
                .toLowerCase(Locale.ROOT)
                .codePoints()
                .filter(Character::isLetterOrDigit)
                .forEach(letters::appendCodePoint);
        return letters.toString();
    }

    /** Whether a row's prompt may stem from ours, even if it was trimmed, cleaned, or cut off. */
    static boolean mayStemFrom(String rowPrompt, String prompt) {
        String row = skeleton(rowPrompt);
        String ours = skeleton(prompt);
        return row.equals(ours) || isCut(row, ours) || isCut(ours, row);
    }

    static boolean hasSameSkeleton(String rowPrompt, String prompt) {
        return skeleton(rowPrompt).equals(skeleton(prompt));
    }

    static Set<Kind> kinds(String prompt) {
        Set<Kind> kinds = EnumSet.noneOf(Kind.class);
        if (prompt.chars().anyMatch(c -> c > 126)) {
            kinds.add(Kind.FOREIGN);
        }
        if (prompt.chars().anyMatch(Prompts::isSpecial)) {
            kinds.add(Kind.SPECIAL);
        }
        return kinds;
    }

    private static boolean isSpecial(int c) {
        return c < ' ' && c != '\n' && c != '\r' && c != '\t' || "\"&'<>\\%{}$+".indexOf(c) >= 0;
    }

    private static boolean isCut(String shorter, String longer) {
        return shorter.length() >= SHORTEST_CUT && longer.startsWith(shorter);
    }
}
