package com.neuroflash.camel.simulator;

import java.awt.Graphics2D;
import java.util.HexFormat;
import java.util.Locale;

/** Capital letters of five by seven squares, for a Java without fonts; what they lack is drawn as an empty box. */
final class BlockLettering implements Lettering {
    private static final int COLUMNS = 5;
    private static final int ROWS = 7;
    private static final char FIRST = ' ';
    private static final String BOX = "7f4141417f";
    /** Five columns a letter from the space to Z, the lowest bit on top. */
    private static final String LETTERS = "0000000000" + "00005f0000" + "0007000700" + "147f147f14" + "242a7f2a12"
            + "2313086462" + "3649552250" + "0005030000" + "001c224100" + "0041221c00" + "14083e0814" + "08083e0808"
            + "0050300000" + "0808080808" + "0060600000" + "2010080402" + "3e5149453e" + "00427f4000" + "4261514946"
            + "2141454b31" + "1814127f10" + "2745454539" + "3c4a494930" + "0171090503" + "3649494936" + "064949291e"
            + "0036360000" + "0056360000" + "0814224100" + "1414141414" + "0041221408" + "0201510906" + "324979413e"
            + "7e1111117e" + "7f49494936" + "3e41414122" + "7f4141221c" + "7f49494941" + "7f09090901" + "3e4149497a"
            + "7f0808087f" + "00417f4100" + "2040413f01" + "7f08142241" + "7f40404040" + "7f020c027f" + "7f0408107f"
            + "3e4141413e" + "7f09090906" + "3e4151215e" + "7f09192946" + "4649494931" + "01017f0101" + "3f4040403f"
            + "1f2040201f" + "3f4038403f" + "6314081463" + "0708700807" + "6151494543";

    @Override
    public int width(String text, int letterHeight) {
        return text.length() * (COLUMNS + 1) * square(letterHeight);
    }

    @Override
    public void draw(Graphics2D graphics, String text, int x, int baseline, int letterHeight) {
        int square = square(letterHeight);
        int left = x;
        for (char letter : text.toUpperCase(Locale.ROOT).toCharArray()) {
            draw(graphics, columns(letter), left, baseline - ROWS * square, square);
            left += (COLUMNS + 1) * square;
        }
    }

    private static void draw(Graphics2D graphics, byte[] columns, int left, int top, int square) {
        for (int column = 0; column < COLUMNS; column++) {
            for (int row = 0; row < ROWS; row++) {
                if ((columns[column] >> row & 1) == 1) {
                    graphics.fillRect(left + column * square, top + row * square, square, square);
                }
            }
        }
    }

    private static byte[] columns(char letter) {
        int start = (letter == '|' ? '-' - FIRST : letter - FIRST) * COLUMNS * 2;
        boolean known = start >= 0 && start < LETTERS.length();
        return HexFormat.of().parseHex(known ? LETTERS.substring(start, start + COLUMNS * 2) : BOX);
    }

    private static int square(int letterHeight) {
        return Math.max(1, letterHeight / (ROWS + 2));
    }
}
