package com.neuroflash.camel.app;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The flat keys and values of a start: packaged defaults, then files beside the working directory, then environment
 * variables, then arguments. The packaged {@code config/application.properties} is the list of known keys.
 */
final class ConfigurationSources {
    private static final Set<String> SECRETS = Set.of(
            "neuroflash.access-token", "neuroflash.client-secret", "ledger.password", "jms.password", "http.token");

    private static final String PROFILE = "app.profile";
    private static final List<String> FOREIGN_AREAS = List.of("camel.", "custom.");

    private final Path workingDirectory;
    private final Map<String, String> environment;
    private final Problems problems;
    private final Map<String, String> values = new TreeMap<>();
    private final Map<String, String> foreign = new TreeMap<>();
    private final Set<String> known;

    ConfigurationSources(Path workingDirectory, Map<String, String> environment, Problems problems) {
        this.workingDirectory = requireNonNull(workingDirectory, "workingDirectory is null");
        this.environment = requireNonNull(environment, "environment is null");
        this.problems = requireNonNull(problems, "problems is null");
        values.putAll(packaged("config/application.properties"));
        known = Set.copyOf(values.keySet());
    }

    /** Reads everything; what is wrong is told to the problems. */
    Map<String, String> load(Map<String, String> arguments) {
        Map<String, String> file = beside("config/application.properties");
        String profile = arguments.getOrDefault(
                PROFILE, environment.getOrDefault(variable(PROFILE), file.getOrDefault(PROFILE, values.get(PROFILE))));
        take(file, "config/application.properties");
        if (profile.matches("[a-z0-9-]+")) {
            String profileFile = "config/application-" + profile + ".properties";
            take(packaged(profileFile), "packaged " + profileFile);
            take(beside(profileFile), profileFile);
        }
        takeEnvironment();
        refuseSecrets(arguments);
        take(arguments, "arguments");
        values.put(PROFILE, profile);
        return new LinkedHashMap<>(values);
    }

    /** Keys below {@code camel.} and {@code custom.}, for Camel and the user's own routes. */
    Map<String, String> foreign() {
        return Map.copyOf(foreign);
    }

    /** Whether the value is shown in no log and no error, and handed to no route. */
    static boolean isSecret(String key) {
        return SECRETS.contains(key) || KafkaClientKeys.isSecret(key);
    }

    /** The environment variable that overrides {@code key}. */
    static String variable(String key) {
        return key.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "_");
    }

    private void take(Map<String, String> more, String where) {
        more.forEach((key, value) -> {
            if (FOREIGN_AREAS.stream().anyMatch(key::startsWith)) {
                foreign.put(key, value);
            } else if (known.contains(key)
                    || KafkaClientKeys.isKey(key)
                    || ScheduleReader.KEY.matcher(key).matches()) {
                values.put(key, value.strip());
            } else {
                problems.add(
                        key,
                        "unknown key in " + where + suggestion(key)
                                + "; config/application.properties of this project lists all keys, keys of your own start with custom.,"
                                + " Camel's with camel.");
            }
        });
    }

    /** The environment can't name a schedule: which of its dashes are dots is not told. It may override one of a file. */
    private void takeEnvironment() {
        Set<String> keys = new TreeSet<>(known);
        new Values(values, problems)
                .names(ScheduleReader.AREA)
                .forEach(name -> ScheduleReader.KEYS.forEach(key -> keys.add(ScheduleReader.AREA + name + "." + key)));
        keys.forEach(key -> {
            String value = environment.get(variable(key));
            if (value != null) {
                values.put(key, value.strip());
            }
        });
        values.putAll(KafkaClientKeys.of(environment));
    }

    private void refuseSecrets(Map<String, String> arguments) {
        arguments.keySet().stream()
                .filter(ConfigurationSources::isSecret)
                .forEach(key -> problems.add(
                        key,
                        "a secret in an argument is visible to every user of the machine; set the environment variable "
                                + variable(key) + " or put it into a mounted config/application.properties"));
    }

    private String suggestion(String unknown) {
        String bare = unknown.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9.]", "");
        return known.stream()
                .filter(key -> key.replace("-", "").equals(bare) || key.endsWith("." + unknown))
                .findFirst()
                .map(key -> "; did you mean " + key + "?")
                .orElseGet(() -> sameArea(unknown));
    }

    private String sameArea(String unknown) {
        String area = unknown.substring(0, unknown.indexOf('.') + 1);
        Set<String> keys = new TreeSet<>(known);
        keys.removeIf(key -> area.isEmpty() || !key.startsWith(area));
        if (area.equals(ScheduleReader.AREA)) {
            ScheduleReader.KEYS.forEach(key -> keys.add(area + "<name>." + key));
        }
        return keys.isEmpty() ? "" : "; known there: " + String.join(", ", keys);
    }

    private Map<String, String> beside(String name) {
        Path file = workingDirectory.resolve(name);
        if (!Files.exists(file)) {
            return Map.of();
        }
        try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            return read(reader);
        } catch (IOException | IllegalArgumentException unreadable) {
            problems.add(name, "can't be read as UTF-8 properties (" + unreadable.getMessage() + "); see to its text");
            return Map.of();
        }
    }

    private static Map<String, String> packaged(String name) {
        try (InputStream stream = ConfigurationSources.class.getClassLoader().getResourceAsStream(name)) {
            return stream == null ? Map.of() : read(new java.io.InputStreamReader(stream, StandardCharsets.UTF_8));
        } catch (IOException broken) {
            throw new UncheckedIOException("the packaged " + name + " can't be read", broken);
        }
    }

    private static Map<String, String> read(Reader reader) throws IOException {
        Properties properties = new Properties();
        properties.load(reader);
        Map<String, String> map = new TreeMap<>();
        properties.stringPropertyNames().forEach(key -> map.put(key, properties.getProperty(key)));
        return map;
    }
}
