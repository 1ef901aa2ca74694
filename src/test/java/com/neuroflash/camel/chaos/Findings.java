package com.neuroflash.camel.chaos;

import java.util.ArrayList;
import java.util.List;

/** Collects what does not hold. */
final class Findings {
    private final List<Violation> violations = new ArrayList<>();

    void require(boolean holds, Violation.Kind kind, String otherwise) {
        if (!holds) {
            violations.add(new Violation(kind, otherwise));
        }
    }

    List<Violation> violations() {
        return List.copyOf(violations);
    }
}
