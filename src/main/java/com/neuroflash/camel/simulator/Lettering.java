package com.neuroflash.camel.simulator;

import java.awt.Graphics2D;

/** How words are drawn. */
interface Lettering {
    /** How wide a text is, in pixels. */
    int width(String text, int letterHeight);

    /** Draws a text from {@code x} on, above {@code baseline}, in the graphics' color. */
    void draw(Graphics2D graphics, String text, int x, int baseline, int letterHeight);

    /** The machine's fonts, or letters of our own where there are none. */
    static Lettering best() {
        try {
            return new FontLettering();
        } catch (RuntimeException | LinkageError | InternalError ignored) {
            return new BlockLettering(); // a Java without fontconfig has no fonts
        }
    }
}
