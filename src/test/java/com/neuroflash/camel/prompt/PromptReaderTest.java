package com.neuroflash.camel.prompt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class PromptReaderTest {
    private static final String BOM = "\uFEFF";

    @TempDir
    private Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"a red fox", "  a red fox\r\n", BOM + "a red fox\n\n"})
    void takesATextAsItsPrompt(String text) throws IOException {
        PromptMessage message = Prompts.message(PromptFormat.TXT, text);

        assertThat(message.request().prompt()).isEqualTo("a red fox");
        assertThat(message.request().isEdit()).isFalse();
        assertThat(message.metadata()).isEmpty();
    }

    @Test
    void keepsTheLinesOfATextInOnePrompt() throws IOException {
        assertThat(Prompts.message(PromptFormat.TXT, "a fox\n\nin snow\n")
                        .request()
                        .prompt())
                .isEqualTo("a fox\n\nin snow");
    }

    @Test
    void readsEveryLineOfAJsonlWithItsPhysicalNumber() throws IOException {
        List<PromptLine> lines = Prompts.read(
                PromptFormat.JSONL,
                BOM + "{\"prompt\":\"one\"}\r\n\r\n  \n{\"prompt\":\"two\"}\n{\"prompt\":\"three\"}");

        assertThat(lines).extracting(PromptLine::number).containsExactly(1L, 4L, 5L);
        assertThat(lines)
                .extracting(line -> Prompts.message(line).request().prompt())
                .containsExactly("one", "two", "three");
    }

    @Test
    void hashesTheRawLineWithoutItsEnd() throws Exception {
        String line = "{\"prompt\":\"schöner Fuchs\"}";

        List<PromptLine> lines = Prompts.read(PromptFormat.JSONL, BOM + line + "\r\n" + line + "\n" + line);

        assertThat(lines).extracting(PromptLine::sha256).containsOnly(sha256(line));
        assertThat(Prompts.only(PromptFormat.TXT, "a fox\n").sha256()).isEqualTo(sha256("a fox\n"));
    }

    @Test
    void goesOnBehindALineThatIsNotUtf8() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.write("{\"prompt\":\"one\"}\n{\"prompt\":\"".getBytes(StandardCharsets.UTF_8));
        bytes.write(new byte[] {(byte) 0xC3, (byte) 0x28});
        bytes.write("\"}\n{\"prompt\":\"three\"}\n".getBytes(StandardCharsets.UTF_8));

        List<PromptLine> lines = Prompts.read(PromptFormat.JSONL, bytes.toByteArray());

        assertThat(lines).hasSize(3);
        assertThat(Prompts.problems(lines.get(1))).singleElement().satisfies(problem -> {
            assertThat(problem.field()).isEqualTo("line");
            assertThat(problem.message())
                    .contains("not valid UTF-8")
                    .contains("line 2")
                    .contains("byte 29");
        });
        assertThat(Prompts.message(lines.get(2)).request().prompt()).isEqualTo("three");
    }

    @Test
    void refusesATextThatIsNotUtf8AndNamesItsLine() throws IOException {
        List<PromptLine> lines = Prompts.read(PromptFormat.TXT, new byte[] {'a', '\n', 'b', (byte) 0xFF});

        assertThat(lines).singleElement().satisfies(line -> {
            assertThat(line.number()).isEqualTo(1);
            assertThat(((PromptLine.Refused) line).refusal().wholeFile()).isTrue();
            assertThat(Prompts.problems(line).get(0).message()).contains("line 2");
        });
    }

    @Test
    void refusesAnOverLongLineWithoutKeepingItAndGoesOn() throws IOException {
        try (PromptReader reader = PromptReader.of(
                new LongLine(8L * RawRecords.MAX_LENGTH, "\n{\"prompt\":\"next\"}\n"), PromptFormat.JSONL)) {
            PromptLine first = reader.next().orElseThrow();
            PromptLine second = reader.next().orElseThrow();

            assertThat(Prompts.problems(first).get(0).message()).contains("longer than 1048576 bytes");
            assertThat(second.number()).isEqualTo(2);
            assertThat(Prompts.message(second).request().prompt()).isEqualTo("next");
            assertThat(reader.next()).isEmpty();
        }
    }

    @Test
    void readsNoFurtherThanItIsAsked() throws IOException {
        Endless input = new Endless("{\"prompt\":\"a fox\"}\n");
        try (PromptReader reader = PromptReader.of(input, PromptFormat.JSONL)) {
            assertThat(input.given).isZero();

            reader.next();
            long afterOne = input.given;
            long last = 1;
            for (int line = 2; line <= 100_000; line++) {
                last = reader.next().orElseThrow().number();
            }

            assertThat(last).isEqualTo(100_000);
            assertThat(afterOne).isLessThanOrEqualTo(32 * 1024);
            assertThat(input.given).isBetween(100_000L * 19, 100_000L * 19 + 32 * 1024);
        }
    }

    @ParameterizedTest
    @EnumSource(PromptFormat.class)
    void refusesAFileWithoutAPromptAsAWhole(PromptFormat format) throws IOException {
        for (String text : List.of("", BOM, " \r\n\t\n")) {
            PromptLine.Refused refused = (PromptLine.Refused) Prompts.only(format, text);

            assertThat(refused.number()).isEqualTo(1);
            assertThat(refused.refusal().wholeFile()).isTrue();
            assertThat(refused.refusal().reason()).contains("holds no prompt");
        }
    }

    @Test
    void opensAFileByItsExtension() throws IOException {
        Path file = Files.writeString(directory.resolve("One.JSON"), "{\n  \"prompt\": \"a fox\"\n}\n");

        try (PromptReader reader = PromptReader.open(file)) {
            assertThat(reader.next().map(Prompts::message)).isPresent();
            assertThat(reader.next()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"prompt.pdf", "prompt", "csv", "x.txt.bak"})
    void refusesAnotherExtensionAndNamesTheAllowedOnes(String name) throws IOException {
        Path file = Files.writeString(directory.resolve(name), "a fox");

        try (PromptReader reader = PromptReader.open(file)) {
            PromptLine.Refused refused = (PromptLine.Refused) reader.next().orElseThrow();

            assertThat(refused.refusal().wholeFile()).isTrue();
            assertThat(refused.refusal().reason()).contains(".txt, .json, .jsonl, .csv");
            assertThat(reader.next()).isEmpty();
        }
    }

    @Test
    void opensNoSymbolicLink() throws IOException {
        Path file = Files.writeString(directory.resolve("real.txt"), "a fox");
        Path link = Files.createSymbolicLink(directory.resolve("link.txt"), file);

        assertThatThrownBy(() -> PromptReader.open(link)).isInstanceOf(IOException.class);
    }

    @Test
    void takesAMessageBodyAsTextUnlessItIsAnObject() {
        assertThat(Prompts.message(PromptReader.parseMessage(" a {red} fox "))
                        .request()
                        .prompt())
                .isEqualTo("a {red} fox");
        assertThat(Prompts.message(PromptReader.parseMessage(" {\"prompt\": \"a fox\"} "))
                        .request()
                        .prompt())
                .isEqualTo("a fox");
        for (String body : List.of("{a fox}", " ", "", "x".repeat(RawRecords.MAX_LENGTH + 1))) {
            assertThat(Prompts.problems(PromptReader.parseMessage(body)))
                    .extracting(FieldProblem::field)
                    .containsExactly("message");
        }
    }

    private static String sha256(String text) throws Exception {
        return HexFormat.of()
                .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
    }

    /** The same line for ever; counts the bytes that it gave. */
    private static final class Endless extends InputStream {
        private final byte[] line;
        private long given;

        private Endless(String line) {
            this.line = line.getBytes(StandardCharsets.UTF_8);
        }

        @Override
        public int read() {
            return line[(int) (given++ % line.length)];
        }
    }

    /** A line of a length that must not be kept, and what follows it. */
    private static final class LongLine extends InputStream {
        private final InputStream rest;
        private long left;

        private LongLine(long length, String rest) {
            this.left = length;
            this.rest = new ByteArrayInputStream(rest.getBytes(StandardCharsets.UTF_8));
        }

        @Override
        public int read() throws IOException {
            return left-- > 0 ? 'x' : rest.read();
        }
    }
}
