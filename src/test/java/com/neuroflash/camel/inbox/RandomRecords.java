package com.neuroflash.camel.inbox;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;

/** Random prompts as the records of a jsonl or csv, with everything that is special in either. */
final class RandomRecords {
    private static final String[] PIECES = {
        "\"", ",", "\n", "\r\n", "a", " ", "\\", "ü", "€", "🦊", "'", "{", "\t", "\"id\":", "null", "}", "\u0085",
        "\u3000"
    };
    private static final String[] EMPTY = {"", "  ", "\"\"", "\" \r\n \"", "\u3000"};
    private static final String[] SPACES = {"", "", " ", "\t  "};

    private final Random random;

    RandomRecords(Random random) {
        this.random = random;
    }

    /** One record: how it is written, and how with an intent as its id. */
    interface Written {
        String with(Optional<String> intent);
    }

    Written object(String... moreSpaces) {
        List<String> members = new ArrayList<>(List.of(json("prompt") + spaces() + ":" + json(prompt())));
        addSometimes(members, json("name") + ":" + json("n-" + random.nextInt(9)));
        addSometimes(members, "\"num_images\": 2");
        addSometimes(members, "\"image_ids\":[\"a\" , \"b\"]");
        addSometimes(members, "\"metadata\":{\"id\":" + json(text()) + ",\"k\":\"\"}");
        int kind = random.nextInt(4);
        int place = random.nextInt(members.size() + 1);
        String before = spaces() + pick(moreSpaces);
        String after = spaces() + pick(moreSpaces);
        String inside = spaces() + pick(moreSpaces);
        String own = json("id") + ":\"mine\"";
        Collections.shuffle(members, random);
        return intent -> {
            List<String> all = new ArrayList<>(members);
            if (kind == 0) {
                all.add(place, own);
            } else if (kind == 1) {
                all.add(place, "\"id\" : " + intent.map(id -> "\"" + id + "\"").orElse("null"));
            }
            String first = kind > 1 ? intent.map(id -> "\"id\":\"" + id + "\",").orElse("") : "";
            return before + "{" + first + inside + String.join("," + inside, all) + inside + "}" + after;
        };
    }

    /** The columns of a csv, in any order, with or without one for ids. */
    List<String> columns() {
        List<String> columns = new ArrayList<>(List.of("prompt", "name", "metadata.k", "num_images"));
        if (random.nextBoolean()) {
            columns.add(random.nextBoolean() ? "id" : "\" id \"");
        }
        Collections.shuffle(columns, random);
        return columns;
    }

    Written row(List<String> columns) {
        List<String> cells = new ArrayList<>();
        columns.forEach(column -> cells.add(cell(column)));
        while (cells.size() - 1 > columns.indexOf("prompt") && random.nextInt(3) == 0) {
            cells.remove(cells.size() - 1);
        }
        int idColumn = Math.max(columns.indexOf("id"), columns.indexOf("\" id \""));
        return intent -> intent.map(id -> withId(cells, idColumn, id)).orElse(String.join(",", cells));
    }

    String end() {
        return random.nextBoolean() ? "\n" : "\r\n";
    }

    private String withId(List<String> cells, int column, String id) {
        List<String> all = new ArrayList<>(cells);
        while (all.size() <= column) {
            all.add("");
        }
        if (column < 0) {
            all.add(0, id);
        } else if (all.get(column).contains("mine")) {
            return String.join(",", cells);
        } else {
            all.set(column, id);
        }
        return String.join(",", all);
    }

    private String cell(String column) {
        return switch (column) {
            case "prompt" -> quoted(prompt());
            case "num_images" -> random.nextBoolean() ? pick(EMPTY) : " 3 ";
            case "name" -> random.nextBoolean() ? pick(EMPTY) : "\"n,\"\"1\"\"\" ";
            case "metadata.k" -> random.nextBoolean() ? pick(EMPTY) : quoted(text());
            default -> random.nextInt(3) == 0 ? " mine" : pick(EMPTY);
        };
    }

    private String prompt() {
        return text() + (random.nextInt(20) == 0 ? "x".repeat(20_000) : "p") + text();
    }

    private String text() {
        StringBuilder text = new StringBuilder();
        for (int left = random.nextInt(12); left > 0; left--) {
            text.append(pick(PIECES));
        }
        return text.toString();
    }

    private static String quoted(String text) {
        return '"' + text.replace("\"", "\"\"") + '"';
    }

    private String json(String text) {
        StringBuilder json = new StringBuilder("\"");
        boolean escapesAll = random.nextInt(4) == 0;
        text.chars().forEach(each -> {
            if (escapesAll || each < ' ' || each == '"' || each == '\\') {
                json.append(String.format(Locale.ROOT, "\\u%04x", each));
            } else {
                json.append((char) each);
            }
        });
        return json.append('"').toString();
    }

    private String spaces() {
        return pick(SPACES);
    }

    private void addSometimes(List<String> members, String member) {
        if (random.nextBoolean()) {
            members.add(member);
        }
    }

    private String pick(String... texts) {
        return texts.length == 0 ? "" : texts[random.nextInt(texts.length)];
    }
}
