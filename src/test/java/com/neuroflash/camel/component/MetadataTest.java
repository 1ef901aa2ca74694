package com.neuroflash.camel.component;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.InputStream;
import java.lang.reflect.Field;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class MetadataTest {
    @Test
    void knowsEveryOptionAndWhatIsSecret() throws Exception {
        JsonNode options = metadata().get("properties");
        List<String> fields = Arrays.stream(NeuroflashConfiguration.class.getDeclaredFields())
                .map(Field::getName)
                .toList();

        assertThat(options.fieldNames()).toIterable().containsAll(fields);
        assertThat(metadata().get("componentProperties").fieldNames())
                .toIterable()
                .containsAll(fields);
        for (String secret : List.of("accessToken", "clientId", "clientSecret")) {
            assertThat(options.get(secret).get("secret").asBoolean()).isTrue();
        }
        assertThat(options)
                .allSatisfy(
                        option -> assertThat(option.get("description").asText()).isNotBlank());
    }

    @Test
    void knowsOperationsAndHeaders() throws Exception {
        assertThat(metadata().get("properties").get("operation").get("enum"))
                .extracting(JsonNode::asText)
                .containsExactly("generate", "edit", "models", "history", "generation", "delete", "view");
        assertThat(metadata().get("headers").fieldNames())
                .toIterable()
                .contains(NeuroflashConstants.MODEL, NeuroflashConstants.SERVER_DATE)
                .allMatch(name -> name.startsWith("CamelNeuroflash"));
    }

    private static JsonNode metadata() throws Exception {
        try (InputStream json = NeuroflashComponent.class.getResourceAsStream(
                "/META-INF/com/neuroflash/camel/component/neuroflash.json")) {
            return new ObjectMapper().readTree(json);
        }
    }
}
