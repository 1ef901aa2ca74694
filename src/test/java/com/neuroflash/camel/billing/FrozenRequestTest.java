package com.neuroflash.camel.billing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.neuroflash.camel.api.GenerationDefaults;
import com.neuroflash.camel.api.GenerationRequest;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class FrozenRequestTest {
    private static final Account ACCOUNT = new Account("App.Neuroflash.com", "w");

    @Property(tries = 300, seed = "1")
    void isReadBackAsItWasWritten(@ForAll String prompt, @ForAll int images, @ForAll boolean limit) {
        FrozenRequest frozen = new FrozenRequest(
                ACCOUNT,
                new GenerationRequest(
                        "x" + prompt,
                        Optional.of(images),
                        Optional.of(prompt),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of(limit),
                        List.of(prompt, "b")));

        FrozenRequest decoded = FrozenRequest.decode(frozen.encode());

        assertThat(decoded).isEqualTo(frozen);
        assertThat(decoded.fingerprint()).isEqualTo(frozen.fingerprint());
    }

    @Test
    void isJsonThatOthersCanRead() throws Exception {
        FrozenRequest frozen = of("a \"cat\"\\\n\u0000 \ud83d\ude00");

        JsonNode json = new ObjectMapper().readTree(frozen.encode());

        assertThat(json.at("/request/prompt").asText())
                .isEqualTo(frozen.request().prompt());
        assertThat(json.get("operation").asText()).isEqualTo("generate");
        assertThat(frozen.encode()).startsWith("{\"host\":\"app.neuroflash.com\",\"operation\"");
    }

    @Test
    void tellsApartHalvesOfCharactersThatUtf8CanNot() {
        assertThat(of("x\ud800").fingerprint()).isNotEqualTo(of("x\ud801").fingerprint());
        assertThat(FrozenRequest.decode(of("x\ud800").encode())).isEqualTo(of("x\ud800"));
    }

    @Test
    void dependsOnAccountOperationAndDefaults() {
        GenerationRequest request = GenerationRequest.of("a cat");
        FrozenRequest frozen = new FrozenRequest(ACCOUNT, request);
        GenerationDefaults png = new GenerationDefaults(
                Optional.empty(), Optional.empty(), Optional.of("png"), Optional.empty(), Optional.empty());

        assertThat(List.of(
                        frozen.fingerprint(),
                        new FrozenRequest(new Account("app.neuroflash.com", "v"), request).fingerprint(),
                        new FrozenRequest(ACCOUNT, request.withImageUrls(List.of("a"))).fingerprint(),
                        FrozenRequest.freeze(ACCOUNT, request, png).fingerprint()))
                .doesNotHaveDuplicates();
    }

    @Test
    void looksLikeWhatDiffersOnlyInSpacesCaseAccentsAndParameters() {
        GenerationRequest request = GenerationRequest.of("  A Café,\n  please ");

        assertThat(new FrozenRequest(ACCOUNT, request).likeness())
                .isEqualTo(of("a cafe please").likeness())
                .isNotEqualTo(of("a cafe pleas").likeness());
    }

    @Test
    void refusesWhatIsNotCanonicalWithoutRepeatingIt() {
        String changed = of("secret").encode().replace(":", ": ");

        assertThatThrownBy(() -> FrozenRequest.decode(changed)).hasMessageNotContaining("secret");
        assertThatThrownBy(() -> FrozenRequest.decode("{\"version\":2}")).hasMessageContaining("newer release");
        assertThat(of("secret").toString()).doesNotContain("secret");
    }

    @Test
    void costsAtMostTheModelsMaximumUnlessLimited() {
        GenerationRequest two = new GenerationRequest(
                "a",
                Optional.of(2),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(true),
                List.of());

        assertThat(new FrozenRequest(ACCOUNT, two).imageLimit(OptionalInt.of(4)))
                .isEqualTo(2);
        assertThat(of("a").imageLimit(OptionalInt.of(4))).isEqualTo(4);
        assertThat(of("a").imageLimit(OptionalInt.empty())).isEqualTo(10);
    }

    private static FrozenRequest of(String prompt) {
        return new FrozenRequest(ACCOUNT, GenerationRequest.of(prompt));
    }
}
