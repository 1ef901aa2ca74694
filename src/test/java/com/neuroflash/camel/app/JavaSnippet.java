package com.neuroflash.camel.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringWriter;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.apache.camel.CamelContext;
import org.apache.camel.ProducerTemplate;

/** A block of Java out of a page, compiled as it stands there, with the variables that it names. */
final class JavaSnippet {
    private static final List<String> IMPORTS = List.of(
            "com.neuroflash.camel.api.Generation",
            "com.neuroflash.camel.app.NeuroflashPipeline",
            "com.neuroflash.camel.intent.PromptParkedException",
            "java.io.File",
            "java.nio.file.Path",
            "java.util.Map",
            "org.apache.camel.builder.RouteBuilder");

    private final String code;
    private final Map<String, Class<?>> types = new LinkedHashMap<>();
    private final Map<String, Object> values = new LinkedHashMap<>();

    private JavaSnippet(String code) {
        this.code = code;
    }

    /** The block of that language that holds {@code part}. */
    static String block(Path page, String language, String part) throws Exception {
        String fence = "```";
        String[] blocks = Files.readString(page).split("(?m)^" + fence);
        return List.of(blocks).stream()
                .filter(block -> block.startsWith(language + "\n") && block.contains(part))
                .map(block -> block.substring(language.length() + 1))
                .collect(Collectors.collectingAndThen(Collectors.toList(), found -> {
                    assertThat(found).as(language + " with " + part).hasSize(1);
                    return found.get(0);
                }));
    }

    static JavaSnippet of(Path page, String part) throws Exception {
        return new JavaSnippet(block(page, "java", part));
    }

    JavaSnippet with(CamelContext context, ProducerTemplate template) {
        types.put("context", CamelContext.class);
        values.put("context", context);
        types.put("template", ProducerTemplate.class);
        values.put("template", template);
        return this;
    }

    JavaSnippet with(String name, String value) {
        types.put(name, String.class);
        values.put(name, value);
        return this;
    }

    /** Runs it and gives what {@code result}, an expression, is at its end. */
    Object run(Path folder, String result) throws Exception {
        Path source = folder.resolve("Snippet.java");
        Files.writeString(source, source(result));
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StringWriter complaints = new StringWriter();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
            boolean compiled = compiler.getTask(
                            complaints,
                            files,
                            null,
                            List.of(
                                    "-proc:none",
                                    "-d",
                                    folder.toString(),
                                    "-cp",
                                    System.getProperty("java.class.path")),
                            null,
                            files.getJavaFileObjects(source))
                    .call();
            assertThat(compiled).as(complaints.toString()).isTrue();
        }
        URL[] classes = {folder.toUri().toURL()};
        try (URLClassLoader loader = new URLClassLoader(classes, JavaSnippet.class.getClassLoader())) {
            return loader.loadClass("Snippet")
                    .getMethod("run", types.values().toArray(new Class<?>[0]))
                    .invoke(null, values.values().toArray());
        }
    }

    private String source(String result) {
        String imports = IMPORTS.stream().map(name -> "import " + name + ";\n").collect(Collectors.joining());
        String parameters = types.entrySet().stream()
                .map(entry -> entry.getValue().getName() + " " + entry.getKey())
                .collect(Collectors.joining(", "));
        return imports + "public final class Snippet {\n    public static Object run(" + parameters
                + ") throws Exception {\n" + code + "\n        return " + result + ";\n    }\n}\n";
    }
}
