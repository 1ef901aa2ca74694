package com.neuroflash.camel.simulator;

import java.awt.Graphics2D;
import java.util.ArrayList;
import java.util.List;

/** Words wrapped into lines, in the largest letters that fit; what is too much is cut off with an ellipsis. */
record TextBlock(List<String> lines, int letterHeight) {
    private static final int MAX_CHARACTERS = 600;
    private static final double LINE_SPACING = 1.3;

    static TextBlock fit(String text, Lettering lettering, int width, int height, int largest) {
        String plain = plain(text);
        int smallest = Math.max(9, largest / 5);
        for (int letters = largest; letters > smallest; letters = letters * 9 / 10) {
            TextBlock block = new TextBlock(wrap(plain, lettering, width, letters), letters);
            if (block.height() <= height) {
                return block;
            }
        }
        return new TextBlock(wrap(plain, lettering, width, smallest), smallest).cut(height);
    }

    int height() {
        return (int) (lines.size() * lineHeight());
    }

    /** Draws the lines centered around {@code x}, from {@code top} down. */
    void draw(Graphics2D graphics, Lettering lettering, int x, int top) {
        double baseline = top + (lineHeight() + letterHeight * 0.7) / 2;
        for (String line : lines) {
            lettering.draw(graphics, line, x - lettering.width(line, letterHeight) / 2, (int) baseline, letterHeight);
            baseline += lineHeight();
        }
    }

    private double lineHeight() {
        return letterHeight * LINE_SPACING;
    }

    private TextBlock cut(int height) {
        int fitting = Math.max(1, (int) (height / lineHeight()));
        if (lines.size() <= fitting) {
            return this;
        }
        List<String> kept = new ArrayList<>(lines.subList(0, fitting));
        kept.set(fitting - 1, kept.get(fitting - 1) + " ...");
        return new TextBlock(kept, letterHeight);
    }

    private static String plain(String text) {
        String cut = text.codePointCount(0, text.length()) > MAX_CHARACTERS
                ? text.substring(0, text.offsetByCodePoints(0, MAX_CHARACTERS))
                : text;
        return cut.replaceAll("[\\p{Cntrl}\\s]+", " ").strip();
    }

    private static List<String> wrap(String text, Lettering lettering, int width, int letters) {
        List<String> lines = new ArrayList<>();
        String line = "";
        for (String word : text.split(" ")) {
            String longer = line.isEmpty() ? word : line + " " + word;
            if (lettering.width(longer, letters) <= width) {
                line = longer;
                continue;
            }
            if (!line.isEmpty()) {
                lines.add(line);
            }
            line = breakUp(word, lettering, width, letters, lines);
        }
        lines.add(line);
        return lines;
    }

    /** Adds full lines of a word that is too long, and returns what is left of it. */
    private static String breakUp(String word, Lettering lettering, int width, int letters, List<String> lines) {
        String rest = word;
        while (lettering.width(rest, letters) > width && rest.length() > 1) {
            int end = rest.length() - 1;
            while (end > 1 && lettering.width(rest.substring(0, end), letters) > width) {
                end--;
            }
            lines.add(rest.substring(0, end));
            rest = rest.substring(end);
        }
        return rest;
    }
}
