package com.neuroflash.camel.bench;

import com.neuroflash.camel.simulator.SimulatorSettings;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The two that are compared over one JMS queue: started alike, in a JVM of its own with the same options. */
enum JmsPipeline {
    /** The packed jar. */
    OURS("data/outbox") {
        @Override
        JavaProcess launch(Setup setup, String brokerUrl) throws IOException {
            List<String> arguments = new ArrayList<>(setup.options());
            arguments.addAll(List.of("-jar", Packed.jar().toString(), "run"));
            for (String setting : List.of(
                    "inbox.enabled=false",
                    "jms.queue=" + QUEUE,
                    "jms.url=" + brokerUrl,
                    "pipeline.concurrency=" + setup.concurrency())) {
                arguments.addAll(List.of("--set", setting));
            }
            URI baseUrl = setup.baseUrl().orElseThrow();
            return JavaProcess.start(setup.directory(), "service", arguments, SimulatorProcess.credentials(baseUrl));
        }
    },

    /** {@link PlainJmsRoute} over the same libraries. */
    PLAIN("outbox") {
        @Override
        JavaProcess launch(Setup setup, String brokerUrl) throws IOException, URISyntaxException {
            URI baseUrl = setup.baseUrl().orElseThrow();
            List<String> arguments = new ArrayList<>(setup.options());
            arguments.addAll(List.of(
                    "-Dplain.concurrency=" + setup.concurrency(),
                    "-Dplain.base-url=" + baseUrl,
                    "-Dplain.host=" + baseUrl.getScheme() + "://" + baseUrl.getAuthority(),
                    "-Dplain.access-token=" + SimulatorSettings.DEFAULT_ACCESS_TOKEN,
                    "-Dplain.workspace-id=" + SimulatorSettings.DEFAULT_WORKSPACE,
                    "-Dplain.sink=file:outbox?fileName=${header.imageId}.jpeg",
                    "-Dplain.broker=" + brokerUrl,
                    "-Dplain.queue=" + QUEUE));
            arguments.addAll(Packed.plain(PlainJmsRoute.class));
            return JavaProcess.start(setup.directory(), "service", arguments, Map.of());
        }
    };

    static final String QUEUE = "prompts";

    private final String outbox;

    JmsPipeline(String outbox) {
        this.outbox = outbox;
    }

    /** Starts it; it may not be ready yet when this returns. */
    RunningPipeline start(Setup setup, String brokerUrl) throws IOException, URISyntaxException {
        Path inbox = setup.directory().resolve("inbox");
        return new RunningPipeline(
                launch(setup, brokerUrl),
                inbox,
                inbox.resolve(".done"),
                setup.directory().resolve(outbox));
    }

    abstract JavaProcess launch(Setup setup, String brokerUrl) throws IOException, URISyntaxException;
}
