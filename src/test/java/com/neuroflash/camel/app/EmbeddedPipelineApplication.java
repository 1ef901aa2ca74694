package com.neuroflash.camel.app;

import com.neuroflash.camel.simulator.Simulator;
import com.neuroflash.camel.simulator.SimulatorSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.impl.DefaultCamelContext;

/** What an application does that embeds the pipeline; {@link EmbeddedPipelineIT} runs it on the class path it gets. */
final class EmbeddedPipelineApplication {
    private static final List<String> NOT_NEEDED = List.of(
            "org.apache.camel.main.Main",
            "org.apache.camel.component.aws2.s3.AWS2S3Component",
            "org.apache.camel.component.jms.JmsComponent",
            "org.apache.kafka.clients.consumer.KafkaConsumer",
            "software.amazon.awssdk.services.sqs.SqsClient",
            "io.vertx.core.Vertx",
            "org.quartz.CronExpression",
            "ch.qos.logback.classic.Logger",
            "picocli.CommandLine");

    private EmbeddedPipelineApplication() {}

    public static void main(String[] arguments) throws Exception {
        NOT_NEEDED.forEach(EmbeddedPipelineApplication::refuse);
        Path folder = Path.of(arguments[0]);
        Path home = Files.createDirectories(folder.resolve("home"));
        try (Simulator simulator = Simulator.start(
                        SimulatorSettings.in(folder.resolve("simulator")).withFastImages(4_096));
                DefaultCamelContext context = new DefaultCamelContext()) {
            NeuroflashPipeline.install(
                    context,
                    home,
                    Map.of(
                            "neuroflash.base-url", simulator.baseUrl().toString(),
                            "neuroflash.workspace-id", SimulatorSettings.DEFAULT_WORKSPACE,
                            "neuroflash.access-token", SimulatorSettings.DEFAULT_ACCESS_TOKEN));
            context.start();
            ProducerTemplate template = context.createProducerTemplate();
            template.requestBody(
                    "direct:prompt-to-images", "{\"prompt\": \"a cat\", \"num_images\": 2, \"id\": \"order-17\"}");
            System.out.println(
                    Map.of("images", images(home), "billed", simulator.bill().size()));
        }
    }

    private static long images(Path home) throws Exception {
        try (Stream<Path> files = Files.walk(home.resolve("data/outbox"))) {
            return files.filter(file -> file.toString().matches(".*[.](png|jpeg|webp)"))
                    .count();
        }
    }

    private static void refuse(String name) {
        try {
            Class.forName(name, false, EmbeddedPipelineApplication.class.getClassLoader());
        } catch (ClassNotFoundException expected) {
            return;
        }
        throw new IllegalStateException(name + " is on the class path of an application that does not name it");
    }
}
