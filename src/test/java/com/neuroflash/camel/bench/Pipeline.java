package com.neuroflash.camel.bench;

import com.neuroflash.camel.simulator.SimulatorSettings;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The two that are compared: started alike, in a JVM of its own with the same options. */
enum Pipeline {
    /** The packed jar with its default settings. */
    OURS("data/inbox", "data/outbox", ".done") {
        @Override
        JavaProcess launch(Setup setup) throws IOException {
            List<String> arguments = new ArrayList<>(setup.options());
            arguments.addAll(Packed.ours(setup.ledger().before()));
            arguments.add("run");
            setup.ledger().settings().forEach((key, value) -> set(arguments, key, value));
            set(arguments, "pipeline.concurrency", Integer.toString(setup.concurrency()));
            if (setup.bucket().isPresent()) {
                BucketServer bucket = setup.bucket().get();
                set(arguments, "delivery.sink", "s3");
                set(arguments, "s3.bucket", BucketServer.BUCKET);
                set(arguments, "s3.region", BucketServer.REGION);
                set(arguments, "s3.endpoint", bucket.endpoint().toString());
                set(arguments, "s3.path-style", "true");
            }
            Map<String, String> environment = new HashMap<>(BucketServer.CREDENTIALS);
            setup.baseUrl().map(SimulatorProcess::credentials).ifPresent(environment::putAll);
            return JavaProcess.start(setup.directory(), "service", arguments, environment);
        }
    },

    /** {@link PlainRoute} over the same libraries. */
    PLAIN("inbox", "outbox", ".camel") {
        @Override
        JavaProcess launch(Setup setup) throws IOException, URISyntaxException {
            List<String> arguments = new ArrayList<>(setup.options());
            arguments.add("-Dplain.concurrency=" + setup.concurrency());
            URI baseUrl = setup.baseUrl().orElseThrow();
            arguments.add("-Dplain.base-url=" + baseUrl);
            arguments.add("-Dplain.host=" + baseUrl.getScheme() + "://" + baseUrl.getAuthority());
            arguments.add("-Dplain.access-token=" + SimulatorSettings.DEFAULT_ACCESS_TOKEN);
            arguments.add("-Dplain.workspace-id=" + SimulatorSettings.DEFAULT_WORKSPACE);
            arguments.add("-Dplain.sink="
                    + setup.bucket().map(Pipeline::plainBucket).orElse("file:outbox?fileName=${header.imageId}.jpeg"));
            arguments.addAll(Packed.plain(PlainRoute.class));
            return JavaProcess.start(setup.directory(), "service", arguments, BucketServer.CREDENTIALS);
        }
    };

    private final String inbox;
    private final String outbox;
    private final String finished;

    Pipeline(String inbox, String outbox, String finished) {
        this.inbox = inbox;
        this.outbox = outbox;
        this.finished = finished;
    }

    /** Where it looks for prompt files; they may be there before it starts. */
    Path inbox(Path directory) {
        return directory.resolve(inbox);
    }

    /** Starts it; it may not be ready yet when this returns. */
    RunningPipeline start(Setup setup) throws IOException, URISyntaxException {
        Path in = inbox(setup.directory());
        Path out = setup.bucket().map(BucketServer::objects).orElseGet(() -> setup.directory()
                .resolve(outbox));
        return new RunningPipeline(launch(setup), in, in.resolve(finished), out);
    }

    abstract JavaProcess launch(Setup setup) throws IOException, URISyntaxException;

    private static void set(List<String> arguments, String key, String value) {
        arguments.addAll(List.of("--set", key + "=" + value));
    }

    private static String plainBucket(BucketServer bucket) {
        return "aws2-s3:" + BucketServer.BUCKET + "?useDefaultCredentialsProvider=true&region=" + BucketServer.REGION
                + "&overrideEndpoint=true&uriEndpointOverride=" + bucket.endpoint() + "&forcePathStyle=true";
    }
}
