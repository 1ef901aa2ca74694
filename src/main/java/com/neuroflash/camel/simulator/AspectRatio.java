package com.neuroflash.camel.simulator;

import java.awt.Dimension;
import java.util.Comparator;

/** Width to height, such as {@code 16:9}. */
record AspectRatio(int width, int height) {
    private static final int STEP = 8;

    static AspectRatio named(String text) {
        String[] sides = text.split(":");
        return sides.length == 2
                ? new AspectRatio(Integer.parseInt(sides[0]), Integer.parseInt(sides[1]))
                : new AspectRatio(1, 1);
    }

    /** The listed ratio that comes nearest to the sides. */
    static String nearest(int width, int height) {
        return ModelCatalog.RATIOS.stream()
                .min(Comparator.comparingDouble(
                        text -> Math.abs(Math.log(named(text).value() * height / width))))
                .orElseThrow();
    }

    /** Sides of about that many pixels, in steps of 8 as image models make them. */
    Dimension size(int pixels) {
        double exactWidth = Math.sqrt(pixels * value());
        return new Dimension(stepped(exactWidth), stepped(exactWidth / value()));
    }

    private double value() {
        return (double) width / height;
    }

    private static int stepped(double side) {
        return (int) Math.max(STEP, Math.round(side / STEP) * STEP);
    }
}
