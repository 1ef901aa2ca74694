package com.neuroflash.camel.prompt;

import java.util.Optional;

/**
 * A line feed outside quotes ends a csv row. A quote may only open a cell, close it, or be doubled inside: any other is
 * reported, because a row whose cells are guessed would be billed.
 */
final class EndOfRow implements RecordEnd {
    private enum Place {
        CELL_START,
        UNQUOTED,
        QUOTED,
        AFTER_QUOTE,
        CLOSED
    }

    private Place place = Place.CELL_START;
    private boolean strayQuote;

    @Override
    public boolean endsWith(byte next) {
        boolean ends = next == '\n' && place != Place.QUOTED;
        place = ends ? Place.CELL_START : after(next);
        return ends;
    }

    @Override
    public Optional<String> flaw() {
        boolean unclosed = place == Place.QUOTED;
        boolean stray = strayQuote;
        place = Place.CELL_START;
        strayQuote = false;
        if (unclosed) {
            return Optional.of("a quote (\") is opened and never closed; close it at the end of the cell");
        }
        return stray
                ? Optional.of(
                        "a quote (\") stands inside a cell; put the whole cell in quotes, and double those inside it")
                : Optional.empty();
    }

    private Place after(byte next) {
        return switch (place) {
            case CELL_START -> next == '"' ? Place.QUOTED : unquoted(next);
            case UNQUOTED -> unquoted(next);
            case QUOTED -> next == '"' ? Place.AFTER_QUOTE : Place.QUOTED;
            case AFTER_QUOTE -> next == '"' ? Place.QUOTED : closed(next);
            case CLOSED -> closed(next);
        };
    }

    private Place unquoted(byte next) {
        strayQuote |= next == '"';
        return next == ',' ? Place.CELL_START : Place.UNQUOTED;
    }

    private Place closed(byte next) {
        strayQuote |= next != ',' && next != ' ' && next != '\r';
        return next == ',' ? Place.CELL_START : Place.CLOSED;
    }
}
