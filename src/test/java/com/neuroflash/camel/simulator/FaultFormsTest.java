package com.neuroflash.camel.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The page beside the simulator names every fault with its fields, and its examples can be read. */
class FaultFormsTest {
    private static final Path PAGE = Path.of("src/main/java/com/neuroflash/camel/simulator/README.md");
    private static final Pattern ROW = Pattern.compile("(?m)^\\| `([a-z-]+)` \\| ([^|]*)\\|[^|]*\\|$");
    private static final Pattern RULE = Pattern.compile("-d '(.*)'");

    @Test
    void areAllOnThePage() throws IOException {
        assertThat(ROW.matcher(Files.readString(PAGE)).results().map(FaultFormsTest::form))
                .containsExactlyElementsOf(FaultForms.all());
    }

    @Test
    void areReadAsThePageAndTheHelpWriteThem() throws IOException {
        MatchResult rule =
                RULE.matcher(Files.readString(PAGE)).results().findFirst().orElseThrow();

        assertThat(Faults.parse(rule.group(1)))
                .containsExactly(new FaultRule(Operation.GENERATE, 1, 1, Fault.dropAfterBilling()));
        assertThat(Faults.parse(FaultForms.EXAMPLE))
                .containsExactly(new FaultRule(Operation.GENERATE, 1, 1, Fault.status(503)));
    }

    private static String form(MatchResult row) {
        String fields = row.group(2).replace("`", "").strip();
        return fields.isEmpty() ? row.group(1) : row.group(1) + " {" + fields + "}";
    }
}
