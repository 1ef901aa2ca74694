package com.neuroflash.camel.prompt;

import java.util.Random;

/** Short texts of what is special somewhere: quotes, commas, line breaks, characters of two, three and four bytes. */
final class RandomTexts {
    private static final String[] PIECES = {
        "\"", ",", "\n", "\r\n", "\r", "a", " ", "\\", "ü", "€", "🦊", "'", "|", "{", "\t"
    };

    private RandomTexts() {}

    static String next(Random random) {
        StringBuilder text = new StringBuilder();
        for (int left = random.nextInt(12); left > 0; left--) {
            text.append(PIECES[random.nextInt(PIECES.length)]);
        }
        return text.toString();
    }
}
