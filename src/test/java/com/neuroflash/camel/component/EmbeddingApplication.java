package com.neuroflash.camel.component;

import com.neuroflash.camel.api.Generation;
import com.sun.net.httpserver.HttpExchange;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;

/** What an application does that embeds the component; {@link EmbeddingIT} runs it on the class path such a one gets. */
final class EmbeddingApplication {
    private static final List<String> NOT_DRAGGED_IN = List.of(
            "org.apache.camel.main.Main",
            "org.apache.camel.component.aws2.s3.AWS2S3Component",
            "org.apache.camel.component.quartz.QuartzComponent",
            "org.apache.camel.dsl.yaml.YamlRoutesBuilderLoader",
            "com.fasterxml.jackson.dataformat.csv.CsvMapper",
            "ch.qos.logback.classic.Logger",
            "picocli.CommandLine",
            "org.junit.jupiter.api.Test");

    static final int HUGE_MEGABYTES = 128;

    private EmbeddingApplication() {}

    public static void main(String[] arguments) throws Exception {
        NOT_DRAGGED_IN.forEach(EmbeddingApplication::refuse);
        try (ApiServer server = ApiServer.start().answering(200, ApiServer.GENERATION);
                DefaultCamelContext context = new DefaultCamelContext()) {
            context.addRoutes(route(server));
            context.start();
            ProducerTemplate template = context.createProducerTemplate();
            Generation generation = template.requestBody("direct:generate", "a cat", Generation.class);
            server.answering(EmbeddingApplication::hugeImage);
            File image = (File) template.requestBodyAndHeader(
                    "direct:view", "i1", NeuroflashConstants.TARGET_FILE, Path.of(arguments[0], "image.png"));
            System.out.println(Map.of("images", generation.images().size(), "bytes", image.length()));
        }
    }

    /** Larger than the heap that {@link EmbeddingIT} gives, so that it must have been streamed. */
    private static void hugeImage(HttpExchange exchange) throws IOException {
        byte[] megabyte = new byte[1 << 20];
        exchange.sendResponseHeaders(200, HUGE_MEGABYTES * (long) megabyte.length);
        for (int count = 0; count < HUGE_MEGABYTES; count++) {
            exchange.getResponseBody().write(megabyte);
        }
    }

    private static RouteBuilder route(ApiServer server) {
        String options =
                "?baseUrl=" + server.origin() + "/api/ds-prototypes&workspaceId=w&accessToken=t&maxImageSize=1GB";
        return new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:generate").to("neuroflash:generate" + options);
                from("direct:view").to("neuroflash:view" + options);
            }
        };
    }

    private static void refuse(String name) {
        try {
            Class.forName(name);
        } catch (ClassNotFoundException expected) {
            return;
        }
        throw new IllegalStateException(name + " is on the class path of an embedding application");
    }
}
