package com.neuroflash.camel.inbox;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/** A random jsonl or csv, good and bad lines mixed, with the raw bytes of each by the line where it begins. */
record RandomLines(byte[] head, Map<Long, byte[]> raw) {
    private static final String[] JSON = {
        "{\"prompt\":\"schöner 🦊\"}",
        "{}",
        "not json",
        " {\"prompt\":\"a\"} ",
        "\u00e9\"",
        "{\"prompt\":\"" + "x".repeat(40_000) + "\"}"
    };
    private static final String[] ROWS = {
        "a fox,1",
        "\"a\nfox\",2",
        "\"a\r\n\"\"red\"\"\n\nfox\",",
        "a,b,c",
        "a \"quote,1",
        ",",
        "\"ü\"",
        "x".repeat(40_000)
    };

    static RandomLines write(Random random, boolean csv, Path file) throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        if (random.nextBoolean()) {
            all.write("\uFEFF".getBytes(StandardCharsets.UTF_8));
        }
        String header = csv ? "prompt,name" + end(random) : "";
        all.write(header.getBytes(StandardCharsets.UTF_8));
        byte[] head = all.toByteArray();
        Map<Long, byte[]> raw = new TreeMap<>();
        long line = csv ? 2 : 1;
        for (int left = 1 + random.nextInt(30); left > 0; left--) {
            String[] texts = csv ? ROWS : JSON;
            boolean blank = random.nextInt(6) == 0;
            String text = blank ? " ".repeat(random.nextInt(3)) : texts[random.nextInt(texts.length)];
            String whole = text + (left == 1 && random.nextBoolean() ? "" : end(random));
            byte[] bytes =
                    whole.getBytes(random.nextInt(9) == 0 ? StandardCharsets.ISO_8859_1 : StandardCharsets.UTF_8);
            all.write(bytes);
            if (!blank) {
                raw.put(line, bytes);
            }
            line += whole.chars().filter(each -> each == '\n').count();
        }
        Files.write(file, all.toByteArray());
        return new RandomLines(head, raw);
    }

    /** What a file of these lines alone must hold. */
    byte[] only(Collection<Long> lines) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes(head);
        raw.forEach((line, each) -> {
            if (lines.contains(line)) {
                bytes.writeBytes(each);
            }
        });
        return bytes.toByteArray();
    }

    private static String end(Random random) {
        return random.nextBoolean() ? "\n" : "\r\n";
    }
}
