package com.neuroflash.camel.prompt;

import java.util.Optional;

/** What a text of a prompt must hold to, whatever its field. */
final class Texts {
    private Texts() {}

    /** What is wrong with a text that may have any characters, line breaks included, up to a number. */
    static Optional<String> problem(String text, int most) {
        if (text.isBlank()) {
            return Optional.of("is empty; give it a value or leave the field out");
        }
        if (text.length() > most) {
            return Optional.of("is " + text.length() + " characters long; at most " + most + " are allowed");
        }
        return unwritable(text);
    }

    /** The same for a text of one line. */
    static Optional<String> lineProblem(String text, int most) {
        return problem(text, most)
                .or(() -> text.chars().anyMatch(Character::isISOControl)
                        ? Optional.of("holds a control character, such as a line break; leave it out")
                        : Optional.empty());
    }

    /** What no database and no UTF-8 can hold. */
    static Optional<String> unwritable(String text) {
        if (text.indexOf('\0') >= 0) {
            return Optional.of("holds the character NUL (U+0000); leave it out");
        }
        return text.codePoints().anyMatch(Texts::isSurrogate)
                ? Optional.of("holds half of a surrogate pair (U+D800 to U+DFFF); write whole characters")
                : Optional.empty();
    }

    private static boolean isSurrogate(int codePoint) {
        return codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE;
    }
}
