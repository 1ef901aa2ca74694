package com.neuroflash.camel.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;

/** The service with one decision weakened: a class compiled from its changed source, put before the jar. */
enum Mutant {
    /** As if the commit of PREPARED came after the POST: what a killed process had prepared is not there. */
    WITHOUT_PREPARED(
            EnumSet.of(Violation.Kind.BILLED_TWICE, Violation.Kind.OWNERLESS_BATCH),
            "ledger/OwnerRows",
            "update attempts set state = :unknown, reason = :reason, changed_at = <now>\"",
            "update attempts set state = case when :unknown = '' then '' else 'REJECTED' end, reason = :reason,"
                    + " changed_at = <now>\""),
    /** As if a batch could be claimed by several. */
    WITHOUT_CLAIM_KEY(
            EnumSet.of(Violation.Kind.SHARED_BATCH, Violation.Kind.OWNERLESS_BATCH),
            "ledger/ClaimRows",
            "insert(handle, account, asked, attempt) == asked.size()",
            "insert(handle, account, asked, attempt) >= 0",
            "forEach(found::add)",
            "forEach(id -> {})"),
    /** As if objects were put whether their key is taken or not. */
    WITHOUT_IF_NONE_MATCH(
            EnumSet.of(Violation.Kind.OVERWRITTEN),
            "delivery/DirectorySink",
            "if (Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {",
            "Files.deleteIfExists(target);\n            if (Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {"),
    /** As if what the history does not show at once was never billed. */
    WITHOUT_SETTLE_TIME(
            EnumSet.of(Violation.Kind.BILLED_TWICE, Violation.Kind.OWNERLESS_BATCH),
            "billing/BillingRules",
            "return sendGuard.plus(generationLimit).plus(historyLag);",
            "return Duration.ofMillis(1);"),
    /** As if a commit were on the disk when the system has it: no kill shows it, only the system calls do. */
    WITHOUT_SYNC(
            EnumSet.noneOf(Violation.Kind.class),
            "ledger/SqliteDatabase",
            "SQLiteConfig.SynchronousMode.FULL",
            "SQLiteConfig.SynchronousMode.NORMAL",
            "\"pragma synchronous = full\"",
            "\"pragma synchronous = normal\"");

    private static final Path SOURCES = Path.of(System.getProperty("chaos.sources", "src/main/java"));
    private static final String ROOT = "com/neuroflash/camel/";

    private final Set<Violation.Kind> breaks;
    private final String type;
    private final List<String> changes;

    /** With what it breaks, and what is replaced and by what, in turn. */
    Mutant(Set<Violation.Kind> breaks, String type, String... changes) {
        this.breaks = breaks;
        this.type = type;
        this.changes = List.of(changes);
    }

    /** The identities that don't hold any more, and no others. */
    Set<Violation.Kind> breaks() {
        return Set.copyOf(breaks);
    }

    /** Compiles it into a directory. */
    Path compile(Path directory) {
        try {
            String source = weakened();
            Path changed = directory.resolve("source").resolve(ROOT + type + ".java");
            Files.createDirectories(changed.getParent());
            Files.writeString(changed, source);
            return compile(changed, Files.createDirectories(directory.resolve("classes")));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** The weakened source. */
    String weakened() throws IOException {
        String source = Files.readString(SOURCES.resolve(ROOT + type + ".java"));
        for (int change = 0; change < changes.size(); change += 2) {
            assertThat(source.split(Pattern.quote(changes.get(change)), -1))
                    .as("%s must hold once what %s weakens; adapt it to the source", type, this)
                    .hasSize(2);
            source = source.replace(changes.get(change), changes.get(change + 1));
        }
        return source;
    }

    private static Path compile(Path source, Path classes) throws IOException {
        Path jar = Path.of(System.getProperty("neuroflash.jar"));
        List<String> libraries;
        try (Stream<Path> files = Files.list(jar.resolveSibling("lib"))) {
            libraries = files.map(Path::toString).toList();
        }
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        int status = compiler.run(
                null,
                null,
                null,
                "-proc:none",
                "-nowarn",
                "-parameters",
                "--release",
                "17",
                "-d",
                classes.toString(),
                "-cp",
                jar + File.pathSeparator + String.join(File.pathSeparator, libraries),
                source.toString());
        assertThat(status).as("the compiler's status").isZero();
        return classes;
    }
}
