package com.neuroflash.camel.prompt;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvParser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/** The cells of one csv row. Jackson's own messages are not passed on: they repeat the text. */
final class CsvCells {
    private static final ObjectReader CELLS =
            new CsvMapper().readerFor(String[].class).with(CsvParser.Feature.WRAP_AS_ARRAY);

    private CsvCells() {}

    static List<String> read(RawRecord record, String unit) throws RefusedPrompt {
        try (MappingIterator<String[]> rows = CELLS.readValues(Utf8.decode(record, unit))) {
            List<String> cells = List.of(rows.nextValue());
            if (rows.hasNextValue()) {
                throw new RefusedPrompt(
                        unit,
                        "holds a carriage return without a line feed; end rows by LF or CRLF, or put the cell in quotes");
            }
            return cells;
        } catch (JsonProcessingException e) {
            throw new RefusedPrompt(
                    unit,
                    "is not a valid csv row; separate cells by commas, put a cell that holds a comma in quotes (\")");
        } catch (IOException e) {
            throw new UncheckedIOException("a text in memory can't be read", e);
        }
    }
}
