package com.neuroflash.camel.component;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BaseUrlTest {
    @ParameterizedTest
    @CsvSource({
        "https://h.test/api/ds-prototypes, https://h.test/api/ds-prototypes/image_generation",
        "https://h.test/api/ds-prototypes/image_generation, https://h.test/api/ds-prototypes",
        "http://h.test:81/proxy/api/ds-prototypes/, http://h.test:81/proxy/api/ds-prototypes/image_generation",
        "https://h.test, https://h.test/api/ds-prototypes",
        "https://h.test/other, https://h.test/api/ds-prototypes"
    })
    void namesTheOtherDocumentedBasePath(String base, String other) {
        assertThat(BaseUrl.parse(base).otherBasePath()).isEqualTo(other);
    }

    @Test
    void dropsTrailingSlashes() {
        assertThat(BaseUrl.parse(" https://h.test/api// ").operation("/")).hasToString("https://h.test/api/");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "h.test",
                "ftp://h.test",
                "https://",
                "https://u:p@h.test",
                "https://h.test/?a=b",
                "https://{{x}}"
            })
    void refusesWhatIsNoHttpUrl(String text) {
        assertThatThrownBy(() -> BaseUrl.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("baseUrl must")
                .hasMessageNotContaining("u:p");
    }
}
