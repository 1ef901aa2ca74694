package com.neuroflash.camel.inbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InboxFilterTest {
    @TempDir
    private Path inbox;

    private final AtomicLong now = new AtomicLong();
    private final Set<String> taken = ConcurrentHashMap.newKeySet();
    private final CamelContext context = new DefaultCamelContext();

    @BeforeEach
    void start() throws Exception {
        FinishedFiles finished = new FinishedFiles(inbox);
        SettledFiles settled = new SettledFiles(Duration.ofMillis(500), now::get);
        context.getRegistry().bind("inboxFilter", new InboxFilter(settled));
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("file:" + inbox + "?filter=#inboxFilter&noop=true&idempotent=false&initialDelay=0&delay=20")
                        .process(exchange -> take(exchange, finished));
            }
        });
        context.start();
    }

    @AfterEach
    void stop() {
        context.stop();
    }

    @Test
    void takesFilesThatSettledTogetherAndLeavesNoneBehind() throws IOException {
        for (int index = 0; index < 500; index++) {
            Files.writeString(inbox.resolve(index + ".txt"), "a fox");
        }
        Path growing = Files.writeString(inbox.resolve("growing.txt"), "a");
        Files.createSymbolicLink(inbox.resolve("link.txt"), growing);
        Files.writeString(inbox.resolve(".hidden.txt"), "a fox");

        await().pollInterval(Duration.ofMillis(30)).until(() -> {
            Files.writeString(growing, "x", StandardOpenOption.APPEND);
            now.addAndGet(Duration.ofMillis(100).toNanos());
            return taken.size() == 500;
        });

        assertThat(taken).doesNotContain("growing.txt", "link.txt", ".hidden.txt");
        assertThat(inbox.resolve(".done").toFile().list()).hasSize(500);
        assertThat(inbox.toFile().list((directory, name) -> name.endsWith("camelLock") || name.equals(".camel")))
                .isEmpty();
    }

    @Test
    void takesAFileOfTheSameNameAgain() throws IOException {
        for (int round = 1; round <= 2; round++) {
            taken.clear();
            Files.writeString(inbox.resolve("a.txt"), "a fox");
            await().until(() -> {
                now.addAndGet(Duration.ofMillis(500).toNanos());
                return taken.contains("a.txt");
            });
            await().until(() -> !Files.exists(inbox.resolve("a.txt")));
        }

        assertThat(inbox.resolve(".done").toFile().list()).containsExactlyInAnyOrder("a.txt", "a-2.txt");
    }

    private void take(Exchange exchange, FinishedFiles finished) throws IOException {
        Path file = inbox.resolve(exchange.getMessage().getHeader(Exchange.FILE_NAME_ONLY, String.class));
        finished.finish(file, FileOutcome.of(1, List.of()));
        taken.add(file.getFileName().toString());
    }
}
