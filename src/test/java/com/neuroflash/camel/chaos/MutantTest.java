package com.neuroflash.camel.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the chaos run weakens is still in the source: else that would be found out hours later. */
class MutantTest {
    @ParameterizedTest
    @EnumSource
    void fitsTheSource(Mutant mutant) throws IOException {
        assertThat(mutant.weakened()).isNotBlank();
    }
}
