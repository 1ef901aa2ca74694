package com.neuroflash.camel.simulator;

import java.awt.AlphaComposite;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Dimension;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.geom.RoundRectangle2D;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.Random;

/** Paints a picture: a gradient with circles and waves, its words, and the mark. The same picture always looks the same. */
final class Painter {
    private static final int SOURCES_SHOWN = 4;

    private final long seed;
    private final Lettering lettering;

    Painter(long seed, Lettering lettering) {
        this.seed = seed;
        this.lettering = lettering;
    }

    BufferedImage paint(Images.Picture picture, Dimension size, List<BufferedImage> sources) {
        BufferedImage image = new BufferedImage(size.width, size.height, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        try {
            graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
            graphics.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
            Random random = new Random(seedOf(picture));
            float hue = random.nextFloat();
            ground(graphics, size, hue, sources);
            circles(graphics, size, hue, random);
            waves(graphics, size, hue, random);
            thumbnails(graphics, size, sources);
            words(graphics, size, picture, sources.isEmpty() ? 140 : 225);
        } finally {
            graphics.dispose();
        }
        return image;
    }

    /** An edit begins with its source image, tinted. */
    private static void ground(Graphics2D graphics, Dimension size, float hue, List<BufferedImage> sources) {
        if (!sources.isEmpty()) {
            cover(graphics, size, sources.get(0));
            graphics.setComposite(AlphaComposite.SrcOver.derive(0.45f));
        }
        Color light = Color.getHSBColor(hue, 0.45f, 0.97f);
        Color dark = Color.getHSBColor(hue + 0.14f, 0.75f, 0.55f);
        graphics.setPaint(new GradientPaint(0, 0, light, size.width, size.height, dark));
        graphics.fillRect(0, 0, size.width, size.height);
        graphics.setComposite(AlphaComposite.SrcOver);
    }

    private static void cover(Graphics2D graphics, Dimension size, BufferedImage source) {
        double scale = Math.max((double) size.width / source.getWidth(), (double) size.height / source.getHeight());
        int width = (int) Math.ceil(source.getWidth() * scale);
        int height = (int) Math.ceil(source.getHeight() * scale);
        graphics.drawImage(source, (size.width - width) / 2, (size.height - height) / 2, width, height, null);
    }

    private static void circles(Graphics2D graphics, Dimension size, float hue, Random random) {
        double unit = Math.min(size.width, size.height);
        for (int i = 0; i < 7; i++) {
            double diameter = unit * (0.12 + 0.5 * random.nextDouble());
            double x = size.width * random.nextDouble() - diameter / 2;
            double y = size.height * random.nextDouble() - diameter / 2;
            graphics.setColor(translucent(hue + 0.3f * random.nextFloat() - 0.15f, 0.4f, 1f, 0.22f));
            graphics.fill(new Ellipse2D.Double(x, y, diameter, diameter));
        }
    }

    private static void waves(Graphics2D graphics, Dimension size, float hue, Random random) {
        for (int i = 0; i < 3; i++) {
            double level = size.height * (0.72 + 0.08 * i);
            double height = size.height * (0.03 + 0.04 * random.nextDouble());
            double length = size.width * (0.25 + 0.35 * random.nextDouble());
            double phase = random.nextDouble() * Math.PI * 2;
            Path2D wave = new Path2D.Double();
            wave.moveTo(0, size.height);
            for (int x = 0; x <= size.width; x += 8) {
                wave.lineTo(x, level + height * Math.sin(phase + x * 2 * Math.PI / length));
            }
            wave.lineTo(size.width, size.height);
            wave.closePath();
            graphics.setColor(translucent(hue + 0.5f + 0.06f * i, 0.55f, 0.75f, 0.35f));
            graphics.fill(wave);
        }
    }

    /** An edit shows its untinted sources in a corner. */
    private static void thumbnails(Graphics2D graphics, Dimension size, List<BufferedImage> sources) {
        int side = Math.min(size.width, size.height) / 5;
        int gap = side / 8;
        for (int i = 0; i < Math.min(SOURCES_SHOWN, sources.size()); i++) {
            BufferedImage source = sources.get(i);
            int height = Math.max(1, side * source.getHeight() / Math.max(source.getWidth(), source.getHeight()));
            int width = Math.max(1, side * source.getWidth() / Math.max(source.getWidth(), source.getHeight()));
            int x = gap + i * (side + gap);
            graphics.drawImage(source, x, gap, width, height, null);
            graphics.setColor(Color.WHITE);
            graphics.setStroke(new BasicStroke(Math.max(1, side / 40f)));
            graphics.drawRect(x, gap, width, height);
        }
    }

    private void words(Graphics2D graphics, Dimension size, Images.Picture picture, int darkness) {
        int footer = Math.max(12, Math.min(size.width / 30, size.height / 22));
        int width = size.width * 4 / 5;
        TextBlock block = TextBlock.fit(picture.words(), lettering, width, size.height / 2, size.height / 9);
        panel(
                graphics,
                (size.width - width) / 2 - footer,
                (size.height - block.height()) / 2 - footer,
                width + 2 * footer,
                block.height() + 2 * footer,
                darkness);
        graphics.setColor(Color.WHITE);
        block.draw(graphics, lettering, size.width / 2, (size.height - block.height()) / 2);
        String mark = Marks.SIMULATED + "  |  " + picture.model() + "  |  " + picture.aspectRatio() + "  #"
                + (picture.number() + 1);
        TextBlock line = TextBlock.fit(mark, lettering, size.width - footer, footer * 3 / 2, footer);
        graphics.setColor(new Color(0, 0, 0, 150));
        graphics.fillRect(0, size.height - 2 * footer, size.width, 2 * footer);
        graphics.setColor(Color.WHITE);
        line.draw(graphics, lettering, size.width / 2, size.height - footer - line.height() / 2);
    }

    private static void panel(Graphics2D graphics, int x, int y, int width, int height, int darkness) {
        graphics.setColor(new Color(20, 20, 35, darkness));
        graphics.fill(new RoundRectangle2D.Double(x, y, width, height, 40, 40));
    }

    private static Color translucent(float hue, float saturation, float brightness, float alpha) {
        Color color = Color.getHSBColor(hue, saturation, brightness);
        return new Color(color.getRed(), color.getGreen(), color.getBlue(), Math.round(alpha * 255));
    }

    private long seedOf(Images.Picture picture) {
        String text = picture.words() + '\0' + picture.model() + '\0' + picture.aspectRatio() + '\0' + picture.number();
        long hash = 0xcbf29ce484222325L ^ seed * 0x9E3779B97F4A7C15L;
        for (int i = 0; i < text.length(); i++) {
            hash = (hash ^ text.charAt(i)) * 0x100000001b3L;
        }
        hash = (hash ^ hash >>> 33) * 0xff51afd7ed558ccdL;
        return hash ^ hash >>> 33;
    }
}
