package com.neuroflash.camel.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.neuroflash.camel.component.NeuroflashComponent;
import com.neuroflash.camel.component.NeuroflashConfiguration;
import com.neuroflash.camel.intent.PromptFailedException;
import com.neuroflash.camel.simulator.Simulator;
import com.neuroflash.camel.simulator.SimulatorSettings;
import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.CamelExecutionException;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.spi.Resource;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the pages promise an application with a context of its own, run by the pages' very lines. */
class EmbeddedPipelineTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Path README = Path.of("README.md");
    private static final Path ROUTES = Path.of("routes/README.md");

    @TempDir
    private Path directory;

    @TempDir
    private Path classes;

    private Simulator simulator;
    private DefaultCamelContext context;
    private ProducerTemplate template;

    @BeforeEach
    void open() {
        simulator = Simulator.start(
                SimulatorSettings.in(directory.resolve("simulator")).withFastImages(4_096));
        context = new DefaultCamelContext();
        template = context.createProducerTemplate();
    }

    @AfterEach
    void close() {
        context.stop();
        simulator.close();
    }

    @Test
    void runsTheComponentAsTheFirstPageShows() throws Exception {
        configureComponent();
        context.start();

        Object image = JavaSnippet.of(README, "neuroflash:generate")
                .with(context, template)
                .with("workspaceId", SimulatorSettings.DEFAULT_WORKSPACE)
                .with("accessToken", SimulatorSettings.DEFAULT_ACCESS_TOKEN)
                .run(classes, "image");

        assertThat((File) image).isNotEmpty();
        assertThat(((File) image).delete()).isTrue();
    }

    @Test
    void runsARouteOfTheComponentAlone() throws Exception {
        configureComponent();
        String yaml = JavaSnippet.block(ROUTES, "yaml", "neuroflash:generate");
        Resource route = ResourceHelper.fromBytes("picture.camel.yaml", yaml.getBytes(StandardCharsets.UTF_8));
        context.getPropertiesComponent()
                .addInitialProperty("pictures", directory.resolve("pictures").toString());
        PluginHelper.getRoutesLoader(context).loadRoutes(route);
        context.start();

        template.requestBody("direct:picture-of-a-text", "a lighthouse at dawn");

        List<Path> pictures = RunningService.filesBelow(directory.resolve("pictures"));
        assertThat(pictures).hasSize(1);
        assertThat(pictures.get(0)).isNotEmptyFile();
        assertThat(simulator.bill()).hasSize(1);
    }

    @Test
    void runsThePackagedPipelineInAContextOfAnothers() throws Exception {
        start();
        String order = "{\"prompt\": \"a lighthouse\", \"num_images\": 2, \"id\": \"order-17\"}";

        template.requestBody("direct:order", order);
        template.requestBody("direct:order", order);

        assertThat(images()).hasSize(2);
        assertThat(simulator.bill()).hasSize(1);
        assertThatThrownBy(() -> template.requestBody("direct:order", "{\"promt\": \"a typo\"}"))
                .isInstanceOf(CamelExecutionException.class)
                .hasCauseInstanceOf(PromptFailedException.class);
        assertThat(directory.resolve("home/data/inbox")).doesNotExist();
    }

    @Test
    void endsWithItsContextAndGoesOnInTheNext() throws Exception {
        start();
        String order = "{\"prompt\": \"a lighthouse\", \"id\": \"order-17\"}";
        template.requestBody("direct:order", order);

        context.stop();
        context = new DefaultCamelContext();
        template = context.createProducerTemplate();
        start();
        template.requestBody("direct:order", order);

        assertThat(simulator.bill()).hasSize(1);
        assertThat(images()).hasSize(1);
    }

    @Test
    void bringsTheConfiguredSourcesAlong() throws Exception {
        NeuroflashPipeline.install(
                context,
                home(),
                with(Map.of("schedule.often.cron", "* * * * * ?", "schedule.often.prompt", "at {time}")));
        context.start();

        await().atMost(PATIENCE).untilAsserted(() -> assertThat(images()).isNotEmpty());
    }

    @Test
    void leavesNothingOpenWhenItCannotBeInstalled() throws Exception {
        assertThatThrownBy(() -> NeuroflashPipeline.install(
                        context, home(), with(Map.of("pipeline.concurrency", "many", "nonsense", "1"))))
                .hasMessageContaining("pipeline.concurrency")
                .hasMessageContaining("nonsense");
        NeuroflashPipeline never = NeuroflashPipeline.install(context, home(), with(Map.of()));
        DefaultCamelContext second = new DefaultCamelContext();
        assertThatThrownBy(() -> NeuroflashPipeline.install(second, home(), with(Map.of())))
                .hasMessageContaining("ledger");
        never.close();

        try (second;
                NeuroflashPipeline now =
                        NeuroflashPipeline.install(new DefaultCamelContext(), home(), with(Map.of()))) {
            assertThat(now.pauseReason()).isEmpty();
        }
    }

    @Test
    void refusesAContextThatRunsAlready() {
        context.start();

        assertThatThrownBy(() -> NeuroflashPipeline.install(context, home(), with(Map.of())))
                .hasMessageContaining("not started yet");
    }

    private void start() throws Exception {
        JavaSnippet.of(ROUTES, "NeuroflashPipeline.install")
                .with(context, template)
                .with("home", home().toString())
                .with("baseUrl", simulator.baseUrl().toString())
                .with("workspaceId", SimulatorSettings.DEFAULT_WORKSPACE)
                .with("accessToken", SimulatorSettings.DEFAULT_ACCESS_TOKEN)
                .run(classes, "null");
    }

    private Path home() throws Exception {
        return Files.createDirectories(directory.resolve("home"));
    }

    private Map<String, String> with(Map<String, String> more) {
        Map<String, String> properties = new HashMap<>(more);
        properties.put("neuroflash.base-url", simulator.baseUrl().toString());
        properties.put("neuroflash.workspace-id", SimulatorSettings.DEFAULT_WORKSPACE);
        properties.put("neuroflash.access-token", SimulatorSettings.DEFAULT_ACCESS_TOKEN);
        return properties;
    }

    private void configureComponent() {
        NeuroflashConfiguration configuration = new NeuroflashConfiguration();
        configuration.setBaseUrl(simulator.baseUrl().toString());
        configuration.setWorkspaceId(SimulatorSettings.DEFAULT_WORKSPACE);
        configuration.setAccessToken(SimulatorSettings.DEFAULT_ACCESS_TOKEN);
        configuration.setWorkDirectory(directory.resolve("work").toString());
        NeuroflashComponent component = new NeuroflashComponent();
        component.setConfiguration(configuration);
        context.addComponent("neuroflash", component);
    }

    private List<Path> images() {
        return RunningService.filesBelow(directory.resolve("home/data/outbox")).stream()
                .filter(file ->
                        !file.toString().endsWith(".json") && !file.toString().contains("/."))
                .toList();
    }
}
