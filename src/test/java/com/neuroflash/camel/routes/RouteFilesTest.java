package com.neuroflash.camel.routes;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.camel.dsl.yaml.YamlRoutesBuilderLoader;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every file of {@code routes/} against Camel's own YAML schema and the house's style. */
class RouteFilesTest {
    private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());
    private static final int MOST_LINES = 120;

    private static JsonSchema schema;

    @BeforeAll
    static void readSchema() throws IOException {
        try (InputStream stream =
                YamlRoutesBuilderLoader.class.getClassLoader().getResourceAsStream("schema/camelYamlDsl.json")) {
            schema = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V4).getSchema(stream);
        }
    }

    static Stream<Path> files() throws IOException {
        return Files.list(Path.of("routes"))
                .filter(file -> file.toString().endsWith(".yaml"))
                .sorted();
    }

    @ParameterizedTest
    @MethodSource("files")
    void keepsToCamelsSchema(Path file) throws IOException {
        Set<ValidationMessage> problems = schema.validate(YAML.readTree(file.toFile()));

        assertThat(problems).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("files")
    void namesItsMainRouteAfterTheFile(Path file) throws IOException {
        String name = file.getFileName().toString().replace(".camel.yaml", "");

        assertThat(routes(file).stream().map(route -> route.path("id").asText()))
                .contains(name);
    }

    @ParameterizedTest
    @MethodSource("files")
    void describesEveryRouteAndNamesEveryStep(Path file) throws IOException {
        for (JsonNode route : routes(file)) {
            assertThat(route.path("id").asText()).isNotEmpty();
            assertThat(route.path("description").asText())
                    .as(route.path("id").asText())
                    .isNotEmpty();
            assertThat(namelessSteps(route.path("from").path("steps"))).isEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("files")
    void staysShortAndUsesParametersInsteadOfQueryStrings(Path file) throws IOException {
        assertThat(Files.readAllLines(file)).hasSizeLessThanOrEqualTo(MOST_LINES);
        assertThat(Files.readString(file)).doesNotContainPattern("uri: *\"?[a-z0-9-]+:[^ ]*\\?");
    }

    @ParameterizedTest
    @MethodSource("files")
    void neverTakesAnAddressFromAMessage(Path file) throws IOException {
        assertThat(Files.readString(file)).doesNotContain("toD:", "recipientList:", "dynamicRouter:", "routingSlip:");
    }

    private static List<JsonNode> routes(Path file) throws IOException {
        List<JsonNode> routes = new ArrayList<>();
        YAML.readTree(file.toFile()).forEach(item -> {
            if (item.has("route")) {
                routes.add(item.get("route"));
            }
        });
        return routes;
    }

    private static List<String> namelessSteps(JsonNode steps) {
        List<String> nameless = new ArrayList<>();
        for (JsonNode step : steps) {
            step.properties().forEach(eip -> {
                if (!eip.getValue().has("id")) {
                    nameless.add(eip.getKey());
                }
                nameless.addAll(namelessSteps(eip.getValue().path("steps")));
                eip.getValue().path("when").forEach(when -> nameless.addAll(namelessSteps(when.path("steps"))));
                eip.getValue().path("doCatch").forEach(when -> nameless.addAll(namelessSteps(when.path("steps"))));
            });
        }
        return nameless;
    }
}
