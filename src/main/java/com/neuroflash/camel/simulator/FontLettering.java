package com.neuroflash.camel.simulator;

import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.font.FontRenderContext;
import java.awt.image.BufferedImage;

/** Letters of the machine's sans-serif font. */
final class FontLettering implements Lettering {
    private static final FontRenderContext CONTEXT = new FontRenderContext(null, true, true);

    private final Font font = new Font(Font.SANS_SERIF, Font.BOLD, 1);

    /** Fails where the machine has no fonts. */
    FontLettering() {
        Graphics2D probe = new BufferedImage(8, 8, BufferedImage.TYPE_INT_RGB).createGraphics();
        draw(probe, "x", 0, 8, 8);
        probe.dispose();
        if (width("xxxx", 100) <= 0) {
            throw new IllegalStateException("no usable font");
        }
    }

    @Override
    public int width(String text, int letterHeight) {
        return (int)
                Math.ceil(sized(letterHeight).getStringBounds(text, CONTEXT).getWidth());
    }

    @Override
    public void draw(Graphics2D graphics, String text, int x, int baseline, int letterHeight) {
        graphics.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
        graphics.setFont(sized(letterHeight));
        graphics.drawString(text, x, baseline);
    }

    private Font sized(int letterHeight) {
        return font.deriveFont((float) letterHeight);
    }
}
