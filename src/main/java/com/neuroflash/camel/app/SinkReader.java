package com.neuroflash.camel.app;

import com.neuroflash.camel.prompt.SinkChoice;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Reads which sinks there are and which of them a message of each source may name. */
final class SinkReader {
    private static final String USUAL = "delivery.sink";
    private static final String ENABLED = "delivery.sinks";
    private static final String ENDPOINT = "delivery.endpoint";
    private static final String SUFFIX = ".sinks";
    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]*");
    private static final Pattern URI = Pattern.compile("[a-z][a-z0-9+-]*:.+", Pattern.DOTALL);

    private final Map<String, String> flat;
    private final Values values;
    private final Problems problems;

    SinkReader(Map<String, String> flat, Values values, Problems problems) {
        this.flat = flat;
        this.values = values;
        this.problems = problems;
    }

    SinkSettings read(Path workingDirectory) {
        String usual = values.name(USUAL).orElse(SinkSettings.DIRECTORY);
        List<String> enabled = new ArrayList<>(List.of(usual));
        names(ENABLED).stream().filter(name -> !enabled.contains(name)).forEach(enabled::add);
        SinkChoice choice = new SinkChoice(usual, enabled, bySource(enabled));
        SinkSettings sinks = new SinkSettings(choice, values.text(ENDPOINT));
        checkRoutes(workingDirectory, sinks);
        checkEndpoint(sinks);
        return sinks;
    }

    void checkS3(SinkSettings sinks, Settings.S3 s3) {
        if (sinks.uses(SinkSettings.S3) && s3.bucket().isEmpty()) {
            problems.add("s3.bucket", "expected the bucket's name with the sink s3, found nothing");
        }
        if (sinks.uses(SinkSettings.S3) && s3.region().isEmpty()) {
            problems.add(
                    "s3.region", "expected the bucket's region with the sink s3, such as eu-central-1, found nothing");
        }
    }

    /** Every key {@code <source>.sinks}. */
    private Map<String, List<String>> bySource(List<String> enabled) {
        Map<String, List<String>> bySource = new LinkedHashMap<>();
        flat.keySet().stream()
                .filter(key -> key.endsWith(SUFFIX) && !key.equals(ENABLED))
                .forEach(key -> {
                    List<String> allowed = new ArrayList<>(names(key));
                    if (allowed.retainAll(enabled)) {
                        problems.add(
                                key,
                                "expected some of the sinks of delivery.sink and delivery.sinks ("
                                        + String.join(", ", enabled) + "), found '" + flat.get(key) + "'");
                    }
                    bySource.put(key.substring(0, key.length() - SUFFIX.length()), allowed);
                });
        return bySource;
    }

    private List<String> names(String key) {
        List<String> names = values.text(key)
                .map(text -> Arrays.stream(text.split(",")).map(String::strip).toList())
                .orElse(List.of());
        if (!names.stream().allMatch(name -> NAME.matcher(name).matches())) {
            problems.add(
                    key,
                    "expected names of small letters, digits and dashes, separated by commas, found '"
                            + values.text(key).orElse("") + "'");
            return List.of();
        }
        return names;
    }

    private void checkRoutes(Path workingDirectory, SinkSettings sinks) {
        for (String sink : sinks.names()) {
            if (RouteFiles.sink(workingDirectory, sink).isEmpty()) {
                problems.add(
                        sink.equals(sinks.choice().usual()) ? USUAL : ENABLED,
                        "expected directory, s3, endpoint or the name of a route file"
                                + " routes/deliver-to-<name>.camel.yaml, found '" + sink + "' without such a file");
            }
        }
    }

    /** Its text is not repeated: it may hold a password. */
    private void checkEndpoint(SinkSettings sinks) {
        boolean used = sinks.uses(SinkSettings.ENDPOINT);
        if (used && sinks.endpoint().isEmpty()) {
            problems.add(
                    ENDPOINT,
                    "expected a Camel endpoint with the sink endpoint, such as sftp:HOST/DIRECTORY or jms:queue:NAME,"
                            + " found nothing");
        } else if (used && !URI.matcher(sinks.endpoint().get()).matches()) {
            problems.add(
                    ENDPOINT,
                    "expected a Camel endpoint that begins with its component's name and a colon, such as"
                            + " sftp:HOST/DIRECTORY, found another text");
        }
    }
}
