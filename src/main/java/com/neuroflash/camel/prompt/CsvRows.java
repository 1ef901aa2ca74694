package com.neuroflash.camel.prompt;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/** The rows below a csv's header: each cell becomes the value that its column asks for, an empty one is absent. */
final class CsvRows implements RecordParser {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final Pattern WHOLE_NUMBER = Pattern.compile("[+-]?[0-9]{1,18}");
    private static final Pattern BETWEEN_IMAGES = Pattern.compile("[\\s|]+");

    private final List<String> columns;
    private final String headerSha256;

    private CsvRows(List<String> columns, String headerSha256) {
        this.columns = columns;
        this.headerSha256 = headerSha256;
    }

    /** Reads the header; a column that can't be used refuses the whole file. */
    static CsvRows below(RawRecord header) throws RefusedPrompt {
        return new CsvRows(CsvHeader.columns(header), header.sha256());
    }

    @Override
    public PromptMessage parse(RawRecord record) throws RefusedPrompt {
        List<String> cells = CsvCells.read(record, PromptFormat.CSV.unit());
        if (cells.size() > columns.size()) {
            throw new RefusedPrompt(
                    PromptFormat.CSV.unit(),
                    "has " + cells.size() + " cells, the header has " + columns.size()
                            + " columns; put a cell that holds a comma in quotes (\")");
        }
        return new MessageFields(values(cells), new ArrayList<>()).toMessage();
    }

    /** The same row below another header is another prompt. */
    @Override
    public String sha256(RawRecord record) {
        return Sha256.of(headerSha256 + record.sha256());
    }

    private Map<String, JsonNode> values(List<String> cells) {
        Map<String, JsonNode> values = new LinkedHashMap<>();
        Map<String, JsonNode> metadata = new LinkedHashMap<>();
        for (int index = 0; index < cells.size(); index++) {
            String column = columns.get(index);
            String cell = cells.get(index).strip();
            if (cell.isEmpty()) {
                continue;
            }
            if (column.startsWith(CsvHeader.METADATA_PREFIX)) {
                metadata.put(column.substring(CsvHeader.METADATA_PREFIX.length()), NODES.textNode(cell));
            } else {
                values.put(column, value(column, cell));
            }
        }
        if (!metadata.isEmpty()) {
            values.put(MessageFields.METADATA, NODES.objectNode().setAll(metadata));
        }
        return values;
    }

    private static JsonNode value(String column, String cell) {
        return switch (column) {
            case MessageFields.NUM_IMAGES -> number(cell);
            case MessageFields.LIMIT_GENERATIONS -> flag(cell);
            case MessageFields.IMAGE_URLS, MessageFields.IMAGE_IDS -> images(cell);
            default -> NODES.textNode(cell);
        };
    }

    private static JsonNode number(String cell) {
        return WHOLE_NUMBER.matcher(cell).matches() ? NODES.numberNode(Long.parseLong(cell)) : NODES.textNode(cell);
    }

    private static JsonNode flag(String cell) {
        return switch (cell.toLowerCase(Locale.ROOT)) {
            case "true" -> NODES.booleanNode(true);
            case "false" -> NODES.booleanNode(false);
            default -> NODES.textNode(cell);
        };
    }

    private static JsonNode images(String cell) {
        return BETWEEN_IMAGES
                .splitAsStream(cell)
                .filter(item -> !item.isEmpty())
                .collect(NODES::arrayNode, (list, item) -> list.add(item), (left, right) -> left.addAll(right));
    }
}
