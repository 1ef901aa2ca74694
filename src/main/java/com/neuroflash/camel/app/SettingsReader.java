package com.neuroflash.camel.app;

import com.neuroflash.camel.delivery.KeyTemplate;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Turns flat keys and values into settings, or names everything that is wrong with them. */
final class SettingsReader {
    private static final URI VENDOR = URI.create("https://app.neuroflash.com/api/ds-prototypes");
    private static final int MOST_CONCURRENCY = 10_000;
    private static final int MOST_RETRIES = 1_000;
    private static final int MOST_PARKED = 10_000_000;
    private static final int MOST_PORT = 65_535;

    private final Path workingDirectory;
    private final Problems problems = new Problems();
    private final ConfigurationSources sources;

    SettingsReader(Path workingDirectory, Map<String, String> environment) {
        this.workingDirectory = workingDirectory.toAbsolutePath().normalize();
        sources = new ConfigurationSources(this.workingDirectory, environment, problems);
    }

    /**
     * Reads and checks all sources.
     *
     * @throws ConfigurationException with every problem
     */
    Settings read(Map<String, String> arguments) {
        Map<String, String> flat = sources.load(arguments);
        Values values = new Values(flat, problems);
        Settings.App app = app(values);
        Settings.Neuroflash neuroflash = neuroflash(values);
        Settings.Inbox inbox = inbox(values, app);
        Settings.Messages messages = new Settings.Messages(
                values.size("messages.max-size"),
                workingDirectory.resolve(values.path("dead-letter.directory")
                        .orElse(app.dataDirectory().resolve("dead-letters"))),
                values.endpoint("dead-letter.endpoint"));
        values.duration("dead-letter.replay-interval");
        List<Source> configured = Sources.read(values, problems, workingDirectory);
        Settings.Delivery delivery = delivery(values, app);
        SinkReader sinkReader = new SinkReader(flat, values, problems);
        SinkSettings sinks = sinkReader.read(workingDirectory);
        Settings.S3 s3 = s3(values);
        Settings.Pipeline pipeline = pipeline(values);
        BillingReader reader = new BillingReader(values, problems, workingDirectory);
        Settings.Ledger ledger = reader.ledger(app);
        Settings.Billing billing = reader.billing(neuroflash);
        Settings.Budget budget = reader.budget();
        int simulatorPort = values.number("simulator.listen-port", 0, MOST_PORT);

        boolean embedded = values.text("inbox.directory").isEmpty()
                && values.text("delivery.directory").isEmpty()
                && sinks.usesOnly(SinkSettings.DIRECTORY)
                && configured.stream().noneMatch(Source::takesFromOthers);
        boolean local = "local".equals(app.profile());
        boolean simulated = local
                && neuroflash.isUnset()
                && embedded
                && RouteFiles.arePackaged(workingDirectory, "deliver-to-directory", "deliver-image");
        checkCredentials(neuroflash, simulated, local, embedded);
        sinkReader.checkS3(sinks, s3);
        if (sinks.uses(SinkSettings.DIRECTORY)) {
            checkApart(inbox, delivery);
        }
        Duration longestHold =
                pipeline.maxHold().plus(neuroflash.responseTimeout()).plus(neuroflash.historyDeadline());
        configured.forEach(source -> source.checkHold(longestHold, problems));
        problems.throwIfAny();
        return new Settings(
                app,
                neuroflash,
                inbox,
                messages,
                configured,
                pipeline,
                delivery,
                sinks,
                s3,
                ledger,
                billing,
                budget,
                simulated,
                simulatorPort,
                effective(flat, app, inbox, messages, delivery));
    }

    private Settings.App app(Values values) {
        String profile = values.text("app.profile").orElse("");
        if (!profile.equals("local") && !profile.equals("prod")) {
            problems.add("app.profile", "expected local or prod, found '" + profile + "'");
        }
        Path data = values.path("app.data-directory").orElse(Path.of("data"));
        return new Settings.App(
                profile,
                workingDirectory.resolve(data),
                values.number("app.http-port", 0, MOST_PORT),
                values.duration("app.shutdown-timeout"));
    }

    private Settings.Neuroflash neuroflash(Values values) {
        return new Settings.Neuroflash(
                values.httpUri("neuroflash.base-url"),
                values.text("neuroflash.workspace-id"),
                values.text("neuroflash.access-token"),
                values.text("neuroflash.client-id"),
                values.text("neuroflash.client-secret"),
                tokenUrl(values),
                values.text("neuroflash.model"),
                values.duration("neuroflash.connect-timeout"),
                values.duration("neuroflash.response-timeout"),
                values.duration("neuroflash.history-deadline"));
    }

    private URI tokenUrl(Values values) {
        if (values.text("neuroflash.token-url").isEmpty()) {
            problems.add("neuroflash.token-url", "expected an absolute http or https URL without query, found nothing");
        }
        return values.httpUri("neuroflash.token-url").orElse(VENDOR);
    }

    private Settings.Inbox inbox(Values values, Settings.App app) {
        return new Settings.Inbox(
                values.flag("inbox.enabled"),
                workingDirectory.resolve(values.path("inbox.directory")
                        .orElse(app.dataDirectory().resolve("inbox"))),
                values.duration("inbox.poll-interval"),
                values.duration("inbox.settle-time"));
    }

    private Settings.Pipeline pipeline(Values values) {
        Settings.Pipeline pipeline = new Settings.Pipeline(
                values.number("pipeline.concurrency", 1, MOST_CONCURRENCY),
                values.duration("pipeline.first-backoff"),
                values.duration("pipeline.max-backoff"),
                values.duration("pipeline.max-pause"),
                values.number("pipeline.retries", 0, MOST_RETRIES),
                values.duration("pipeline.max-hold"),
                values.number("pipeline.max-parked", 1, MOST_PARKED));
        if (pipeline.maxBackoff().compareTo(pipeline.firstBackoff()) < 0) {
            problems.add("pipeline.max-backoff", "expected pipeline.first-backoff or more");
        }
        if (pipeline.maxPause().compareTo(pipeline.firstBackoff()) < 0) {
            problems.add("pipeline.max-pause", "expected pipeline.first-backoff or more");
        }
        return pipeline;
    }

    private Settings.Delivery delivery(Values values, Settings.App app) {
        String key = values.text("delivery.key").orElse("");
        try {
            KeyTemplate.compile(key);
        } catch (IllegalArgumentException wrong) {
            problems.add("delivery.key", wrong.getMessage());
        }
        return new Settings.Delivery(
                workingDirectory.resolve(values.path("delivery.directory")
                        .orElse(app.dataDirectory().resolve("outbox"))),
                values.text("delivery.directory").isEmpty(),
                key,
                values.size("delivery.max-image-size"));
    }

    private static Settings.S3 s3(Values values) {
        return new Settings.S3(
                values.text("s3.bucket"),
                values.text("s3.region"),
                values.httpUri("s3.endpoint"),
                values.flag("s3.path-style"));
    }

    private void checkCredentials(Settings.Neuroflash neuroflash, boolean simulated, boolean local, boolean embedded) {
        if (simulated) {
            return;
        }
        if (neuroflash.isUnset() && local && !embedded) {
            problems.add(
                    "neuroflash.base-url",
                    "no API is configured, and the simulator works only while inbox and sink are the embedded defaults"
                            + " (inbox.directory, delivery.directory, delivery.sink and delivery.sinks not set, no queue or"
                            + " topic read), so that simulated images never reach a real sink or stand in for ordered"
                            + " ones; set neuroflash.base-url, for the vendor " + VENDOR);
        } else if (neuroflash.baseUrl().isEmpty()) {
            problems.add("neuroflash.base-url", "expected the API's base URL, for the vendor " + VENDOR);
        }
        if (neuroflash.workspaceId().isEmpty()) {
            problems.add("neuroflash.workspace-id", "expected the workspace whose quota pays, found nothing");
        }
        checkToken(neuroflash);
    }

    private void checkApart(Settings.Inbox inbox, Settings.Delivery delivery) {
        Path in = inbox.directory().normalize();
        Path out = delivery.directory().normalize();
        if (inbox.enabled() && (out.startsWith(in) || in.startsWith(out))) {
            problems.add(
                    "delivery.directory",
                    "expected a directory apart from the inbox " + in + ", found " + out
                            + "; delivered files would be taken for prompts");
        }
    }

    private void checkToken(Settings.Neuroflash neuroflash) {
        boolean credentials =
                neuroflash.clientId().isPresent() || neuroflash.clientSecret().isPresent();
        if (neuroflash.accessToken().isPresent() && credentials) {
            problems.add(
                    "neuroflash.access-token",
                    "expected either a ready token or neuroflash.client-id and neuroflash.client-secret, found both");
        } else if (neuroflash.accessToken().isEmpty() && !credentials) {
            problems.add(
                    "neuroflash.access-token",
                    "expected a token (NEUROFLASH_ACCESS_TOKEN) or client credentials (NEUROFLASH_CLIENT_ID and"
                            + " NEUROFLASH_CLIENT_SECRET), found neither");
        } else if (credentials && neuroflash.clientId().isEmpty()) {
            problems.add("neuroflash.client-id", "expected it beside neuroflash.client-secret, found nothing");
        } else if (credentials && neuroflash.clientSecret().isEmpty()) {
            problems.add("neuroflash.client-secret", "expected it beside neuroflash.client-id, found nothing");
        }
    }

    private Map<String, String> effective(
            Map<String, String> flat,
            Settings.App app,
            Settings.Inbox inbox,
            Settings.Messages messages,
            Settings.Delivery delivery) {
        Map<String, String> all = new LinkedHashMap<>(sources.foreign());
        all.putAll(flat);
        all.keySet().removeIf(ConfigurationSources::isSecret);
        all.put("app.data-directory", app.dataDirectory().toString());
        all.put("inbox.directory", inbox.directory().toString());
        all.put("dead-letter.directory", messages.deadLetters().toString());
        all.put("delivery.directory", delivery.directory().toString());
        return Map.copyOf(all);
    }
}
