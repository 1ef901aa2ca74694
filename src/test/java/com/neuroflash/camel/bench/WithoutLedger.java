package com.neuroflash.camel.bench;

import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.ToolProvider;

/**
 * Classes that, put before the packed jar, have it open a {@link ForgetfulLedger}: the very same pipeline without a
 * ledger. Nothing of it ships.
 */
final class WithoutLedger {
    private static final String OPENING = """
            package com.neuroflash.camel.ledger;

            final class LedgerOpening {
                static Ledger open(LedgerSettings settings) {
                    return new com.neuroflash.camel.bench.ForgetfulLedger();
                }
            }
            """;

    private WithoutLedger() {}

    /** Makes them below {@code directory}. */
    static Path classes(Path directory) throws IOException, URISyntaxException {
        Path classes = Files.createDirectories(directory.resolve("without-ledger"));
        Path source = Files.writeString(classes.resolve("LedgerOpening.java"), OPENING);
        copyOurs(classes);
        int status = ToolProvider.getSystemJavaCompiler()
                .run(
                        null,
                        null,
                        null,
                        "-proc:none",
                        "--release",
                        "17",
                        "-d",
                        classes.toString(),
                        "-cp",
                        classes + File.pathSeparator + Packed.jar(),
                        source.toString());
        if (status != 0) {
            throw new IllegalStateException("the ledger's opening can't be replaced; adapt it to LedgerOpening");
        }
        return classes;
    }

    private static void copyOurs(Path classes) throws IOException, URISyntaxException {
        Path ours = Packed.testClasses().resolve(packagePath());
        Path target = Files.createDirectories(classes.resolve(packagePath()));
        try (Stream<Path> files = Files.list(ours)) {
            List<Path> needed = files.filter(
                            file -> file.getFileName().toString().startsWith("Forgetful"))
                    .toList();
            for (Path file : needed) {
                Files.copy(file, target.resolve(file.getFileName()));
            }
        }
    }

    private static String packagePath() {
        return WithoutLedger.class.getPackageName().replace('.', '/');
    }
}
