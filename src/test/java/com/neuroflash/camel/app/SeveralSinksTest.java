package com.neuroflash.camel.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.neuroflash.camel.billing.Account;
import com.neuroflash.camel.delivery.SinkInventory;
import com.neuroflash.camel.ledger.Ledger;
import com.neuroflash.camel.ledger.LedgerSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A ledger over more than one sink. */
class SeveralSinksTest {
    private static final Account ACCOUNT = new Account("127.0.0.1:1", "w");

    private final SinkFixture first = new SinkFixture(ACCOUNT, "order-1", 2);
    private final SinkFixture second = new SinkFixture(ACCOUNT, "order-2", 1);

    @TempDir
    private Path directory;

    private Ledger ledger;

    @BeforeEach
    void open() throws IOException {
        ledger = Ledger.open(
                LedgerSettings.of("jdbc:sqlite:" + directory.resolve("ledger.db"), LedgerSettings.Access.RUN));
        deliver(first, "one");
        deliver(second, "two");
    }

    @AfterEach
    void close() {
        ledger.close();
    }

    @Test
    void rebuildsWhatWentWhere() {
        Rebuild.Findings findings = rebuild();

        assertThat(findings.sidecars()).isEqualTo(3);
        assertThat(findings.added()).isEqualTo(2);
        assertThat(findings.incomplete()).isEmpty();
        assertThat(ledger.load(first.identity()).orElseThrow().sink()).contains("one");
        assertThat(ledger.load(second.identity()).orElseThrow().sink()).contains("two");
        assertThat(ledger.operator().deliveredBySink("one")).isEqualTo(Map.of("one", 2L, "two", 1L));
    }

    @Test
    void takesACopyInAnotherSinkForNoSecondPrompt() throws IOException {
        deliver(first, "two");

        Rebuild.Findings findings = rebuild();

        assertThat(findings.sidecars()).isEqualTo(5);
        assertThat(findings.added()).isEqualTo(2);
        assertThat(ledger.load(first.identity()).orElseThrow().sink()).contains("one");
        assertThat(verify("two").unknown()).containsExactlyInAnyOrder(keys(first));
    }

    @Test
    void comparesEachSinkWithWhatWentThere() throws IOException {
        rebuild();
        Files.delete(directory.resolve("two").resolve(second.key(1)));

        assertThat(verify("one").isClean()).isTrue();
        assertThat(verify("one").equal()).isEqualTo(2);
        assertThat(verify("two").missing()).containsExactly(second.key(1));
        assertThat(verify("two").unknown()).isEmpty();
    }

    private Rebuild.Findings rebuild() {
        return new Rebuild(ledger, "{image_id}.{ext}", false)
                .read("one", inventory("one"))
                .read("two", inventory("two"))
                .findings();
    }

    private SinkVerification.Findings verify(String sink) {
        return new SinkVerification(ledger.operator(), inventory(sink), sink, "one").run();
    }

    private SinkInventory inventory(String sink) {
        return SinkInventory.ofDirectory(directory.resolve(sink));
    }

    private void deliver(SinkFixture prompt, String sink) throws IOException {
        for (int index = 1; index <= prompt.count(); index++) {
            Path image = directory.resolve(sink).resolve(prompt.key(index));
            Files.createDirectories(image.getParent());
            Files.write(image, prompt.image(index));
            Files.write(image.resolveSibling(image.getFileName() + ".json"), prompt.sidecar(index));
        }
    }

    private static String[] keys(SinkFixture prompt) {
        return new String[] {prompt.key(1), prompt.key(1) + ".json", prompt.key(2), prompt.key(2) + ".json"};
    }
}
