package com.neuroflash.camel.component;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/**
 * An application that depends on the packed jar, with exactly the dependencies that Maven gives it: ours that are neither
 * optional nor for tests, those optional ones that it names itself, each in our version, and what they bring.
 */
public final class DependentApplication {
    private final Path folder;
    private final Document ours;
    private final Set<String> named;

    /**
     * Nothing runs yet.
     *
     * @param folder for its files
     * @param named the artifacts it depends on beside the jar; each must be optional in our pom
     */
    public DependentApplication(Path folder, Set<String> named) throws Exception {
        this.folder = folder;
        this.named = Set.copyOf(named);
        ours = DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new File("pom.xml"));
    }

    /** Runs a main class of the tests in a JVM of its own with these options and arguments, and gives what it printed. */
    public String run(Class<?> main, List<String> options, String... arguments) throws Exception {
        // away from target/lib, which the jar's manifest names for those who start it
        Path jar = Files.copy(Path.of(System.getProperty("neuroflash.jar")), folder.resolve("component.jar"));
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        command.addAll(List.of(
                "-cp",
                String.join(
                        File.pathSeparator,
                        jar.toString(),
                        Path.of("target", "test-classes").toAbsolutePath().toString(),
                        classPath()),
                main.getName()));
        command.addAll(List.of(arguments));
        return run(command);
    }

    private String classPath() throws Exception {
        Path pom = Files.writeString(folder.resolve("pom.xml"), pom());
        Path classPath = folder.resolve("class-path");
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("maven.home"), "bin", "mvn").toString(),
                "--batch-mode",
                "--quiet",
                "--file",
                pom.toString(),
                "-Dmaven.repo.local=" + System.getProperty("maven.repo.local"),
                "-Dmdep.outputFile=" + classPath,
                "org.apache.maven.plugins:maven-dependency-plugin:3.9.0:build-classpath"));
        try {
            run(with(command, "--offline"));
        } catch (IOException onlyTheFirstTime) {
            run(command);
        }
        return Files.readString(classPath);
    }

    private static List<String> with(List<String> command, String option) {
        List<String> longer = new ArrayList<>(command);
        longer.add(option);
        return longer;
    }

    private String pom() {
        Set<String> unknown = new HashSet<>(named);
        ownDependencies().forEach(dependency -> unknown.remove(text(dependency, "artifactId")));
        if (!unknown.isEmpty()) {
            throw new IllegalArgumentException("not in our pom.xml: " + unknown);
        }
        return ownDependencies()
                .filter(this::isGiven)
                .map(dependency -> "<dependency><groupId>" + text(dependency, "groupId") + "</groupId><artifactId>"
                        + text(dependency, "artifactId") + "</artifactId><version>" + version(dependency)
                        + "</version></dependency>")
                .collect(Collectors.joining(
                        "\n",
                        "<project><modelVersion>4.0.0</modelVersion><groupId>embedding</groupId>"
                                + "<artifactId>application</artifactId><version>1</version><dependencies>",
                        "</dependencies></project>"));
    }

    private boolean isGiven(Element dependency) {
        return text(dependency, "scope").isEmpty()
                && (text(dependency, "optional").isEmpty() || named.contains(text(dependency, "artifactId")));
    }

    private Stream<Element> ownDependencies() {
        NodeList all = ours.getElementsByTagName("dependency");
        return IntStream.range(0, all.getLength())
                .mapToObj(index -> (Element) all.item(index))
                .filter(dependency -> dependency.getParentNode().getParentNode() == ours.getDocumentElement());
    }

    /** Its own, or that of the BOM which manages its group. */
    private String version(Element dependency) {
        String own = text(dependency, "version");
        if (!own.isEmpty()) {
            return property(own.replaceAll("[${}]", ""));
        }
        return property(text(dependency, "groupId").startsWith("com.fasterxml") ? "jackson.version" : "camel.version");
    }

    private String property(String name) {
        return text(ours.getDocumentElement(), name);
    }

    private static String text(Element parent, String name) {
        NodeList found = parent.getElementsByTagName(name);
        return found.getLength() == 0 ? "" : found.item(0).getTextContent().strip();
    }

    private String run(List<String> command) throws Exception {
        Path log = folder.resolve("log");
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        try {
            boolean ended = process.waitFor(90, TimeUnit.SECONDS);
            String output = Files.readString(log, StandardCharsets.UTF_8);
            if (!ended || process.exitValue() != 0) {
                throw new IOException(command.get(0) + (ended ? " failed: " : " did not end: ") + output);
            }
            return output;
        } finally {
            process.destroyForcibly();
        }
    }
}
