package com.neuroflash.camel.inbox;

import com.neuroflash.camel.prompt.RawRecord;
import com.neuroflash.camel.prompt.RawRecords;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Fills the empty cells of a csv's column {@code id}, or puts such a column in front of all others. */
final class CsvIds implements IntentIds {
    private static final String ID = "id";

    private final Map<Long, String> intents;
    private int column = -1;

    CsvIds(Map<Long, String> intents) {
        this.intents = Map.copyOf(intents);
    }

    @Override
    public Optional<Splice> inHeader(RawRecord header) {
        column = CsvRow.of(header.content()).texts().indexOf(ID);
        return column < 0 ? Optional.of(Splice.insert(0, ID + ",")) : Optional.empty();
    }

    @Override
    public Optional<Splice> inRecord(RawRecord record) {
        Optional<String> intent = Optional.ofNullable(intents.get(record.line()));
        if (column < 0) {
            Splice splice = Splice.insert(0, intent.map(CsvRow::quoted).orElse("") + ",");
            return Optional.of(intent.isPresent() ? bounded(splice, record, intent.get()) : splice);
        }
        return intent.filter(id -> record.flaw().isEmpty())
                .flatMap(id -> CsvRow.of(record.content()).fill(column, id).map(splice -> bounded(splice, record, id)));
    }

    /** Of a row that would become too long to be read, only what its cells mean is kept. */
    private Splice bounded(Splice splice, RawRecord record, String intent) {
        byte[] content = record.content();
        if (record.flaw().isPresent() || splice.lengthOf(content) <= RawRecords.MAX_LENGTH) {
            return splice;
        }
        List<String> texts = new ArrayList<>(CsvRow.of(content).texts());
        if (column < 0) {
            texts.add(0, intent);
        } else {
            while (texts.size() <= column) {
                texts.add("");
            }
            texts.set(column, intent);
        }
        return new Splice(0, content.length, CsvRow.join(texts));
    }
}
