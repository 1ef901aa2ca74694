package com.neuroflash.camel.component;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/**
 * Runs the packed component with exactly the dependencies that Maven gives an application that depends on it: ours that
 * are neither optional nor for tests, each in our version, and what they bring themselves.
 */
class EmbeddingIT {
    private static final long HUGE = EmbeddingApplication.HUGE_MEGABYTES * (1L << 20);

    @TempDir
    private Path folder;

    @Test
    @Timeout(value = 180, unit = TimeUnit.SECONDS)
    void dragsInNothingAndStreamsWhatIsLargerThanTheHeap() throws Exception {
        // away from target/lib, which the jar's manifest names for those who start it
        Path jar = Files.copy(Path.of(System.getProperty("neuroflash.jar")), folder.resolve("component.jar"));
        Path pom = Files.writeString(folder.resolve("pom.xml"), applicationPom());

        String output = run(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx48m",
                "-cp",
                String.join(
                        File.pathSeparator,
                        jar.toString(),
                        Path.of("target", "test-classes").toAbsolutePath().toString(),
                        classPathOf(pom)),
                EmbeddingApplication.class.getName(),
                folder.toString()));

        assertThat(output).contains("images=1").contains("bytes=" + HUGE);
        assertThat(folder.resolve("image.png")).hasSize(HUGE);
    }

    private String classPathOf(Path pom) throws Exception {
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

    private static String applicationPom() throws Exception {
        Document pom = DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new File("pom.xml"));
        Map<String, String> versions = Map.of(
                "org.apache.camel", text(pom.getDocumentElement(), "camel.version"),
                "com.fasterxml.jackson.datatype", text(pom.getDocumentElement(), "jackson.version"));
        return ownDependencies(pom)
                .map(dependency -> "<dependency><groupId>" + text(dependency, "groupId") + "</groupId><artifactId>"
                        + text(dependency, "artifactId") + "</artifactId><version>"
                        + versions.get(text(dependency, "groupId")) + "</version></dependency>")
                .collect(Collectors.joining(
                        "\n",
                        "<project><modelVersion>4.0.0</modelVersion><groupId>embedding</groupId>"
                                + "<artifactId>application</artifactId><version>1</version><dependencies>",
                        "</dependencies></project>"));
    }

    private static Stream<Element> ownDependencies(Document pom) {
        NodeList all = pom.getElementsByTagName("dependency");
        return IntStream.range(0, all.getLength())
                .mapToObj(index -> (Element) all.item(index))
                .filter(dependency -> dependency.getParentNode().getParentNode() == pom.getDocumentElement())
                .filter(dependency -> text(dependency, "optional").isEmpty()
                        && text(dependency, "scope").isEmpty());
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
