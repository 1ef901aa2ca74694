package com.neuroflash.camel.api;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class HistoryQueryTest {
    @Test
    void refusesALimitThatTheServerWouldRefuse() {
        assertThatThrownBy(() -> new HistoryQuery(Optional.empty(), 1001, 0))
                .hasMessageContaining("1 to 1000")
                .hasMessageContaining("1001");
    }

    @Test
    void refusesANegativeOffset() {
        assertThatThrownBy(() -> new HistoryQuery(Optional.empty(), 1, -1)).hasMessageContaining("-1");
    }
}
