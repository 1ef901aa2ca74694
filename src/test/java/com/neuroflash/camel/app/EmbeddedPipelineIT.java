package com.neuroflash.camel.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.neuroflash.camel.component.DependentApplication;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Runs the packed pipeline in an application that has the dependencies which the page names, and no others. */
class EmbeddedPipelineIT {
    private static final Pattern NEEDED = Pattern.compile("It needs, beside the component's own dependencies,.*?[;(]");
    private static final Pattern ARTIFACT = Pattern.compile("`([A-Za-z0-9-]+)`");

    @TempDir
    private Path folder;

    @Test
    @Timeout(value = 180, unit = TimeUnit.SECONDS)
    void needsNoMoreThanThePageNames() throws Exception {
        Set<String> named = named(Path.of("routes/README.md"));

        String output = new DependentApplication(folder, named)
                .run(EmbeddedPipelineApplication.class, List.of(), folder.toString());

        assertThat(named).contains("sqlite-jdbc", "camel-yaml-dsl").doesNotContain("camel-jms", "kafka-clients");
        assertThat(output).contains("images=2").contains("billed=1");
    }

    private static Set<String> named(Path page) throws Exception {
        String text = Files.readString(page);
        String sentence = NEEDED.matcher(text)
                .results()
                .map(MatchResult::group)
                .findFirst()
                .orElseThrow();
        return ARTIFACT.matcher(sentence).results().map(found -> found.group(1)).collect(Collectors.toSet());
    }
}
