package com.neuroflash.camel.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.neuroflash.camel.billing.Identity;
import com.neuroflash.camel.intent.Elsewhere;
import com.neuroflash.camel.ledger.LedgerUnavailableException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How the prompts of a message come to their end, whatever happens meanwhile. */
class PromptBatchTest {
    private static final String TWIN = "{\"id\": \"order-1\", \"prompt\": \"a mug\"}\n";

    @TempDir
    private Path directory;

    private final List<BatchResult> ends = new CopyOnWriteArrayList<>();
    private TestEntrance test;

    @BeforeEach
    void open() throws Exception {
        test = new TestEntrance(directory);
    }

    @AfterEach
    void close() throws Exception {
        test.close();
    }

    @Test
    void isReadAgainAfterAnUnexpectedFailure() throws Exception {
        test.breakLedger("find", new IllegalStateException("column does not exist"));

        feed("{\"prompt\": \"a mug\"}\n");

        assertThat(ends).singleElement().returns(true, BatchResult::stopped);
        assertThat(test.hasSent()).isFalse();
    }

    @Test
    void isReadAgainWhenTheLedgerIsAway() throws Exception {
        test.breakLedger("find", new LedgerUnavailableException("away", new IllegalStateException()));

        feed("{\"prompt\": \"a mug\"}\n");

        assertThat(ends).singleElement().returns(true, BatchResult::stopped);
    }

    @Test
    void bringsFourEqualLinesOfOneIdToTheirEnd() throws Exception {
        PromptBatch batch = feed(TWIN.repeat(4));
        TestEntrance.Sent first = test.next();
        for (int twin = 0; twin < 3; twin++) {
            test.next().end(Elsewhere.exception());
        }
        first.deliver();

        batch.askAgain();
        for (int twin = 0; twin < 3; twin++) {
            test.next().deliver();
        }

        assertThat(ends).singleElement().returns(4L, BatchResult::delivered).returns(false, BatchResult::stopped);
    }

    @Test
    void bringsTwoEqualLinesToTheirEndThatAnotherOwnerWorksOn() throws Exception {
        SourceMessage message = message(TWIN.repeat(2));
        Identity identity = test.begin(message);
        test.lease();
        PromptBatch batch = feed(message);
        test.next().end(Elsewhere.exception());
        test.next().end(Elsewhere.exception());
        batch.askAgain();
        assertThat(test.hasSent()).isFalse();
        test.ledger().release(identity, test.ledger().owner());

        batch.askAgain();
        test.next().deliver();
        test.next().deliver();

        assertThat(ends).singleElement().returns(2L, BatchResult::delivered);
    }

    @Test
    void givesUpEveryLineThatIsElsewhereWhenThePipelineStops() throws Exception {
        SourceMessage message = message(TWIN.repeat(3));
        test.begin(message);
        test.lease();
        PromptBatch batch = feed(message);
        for (int twin = 0; twin < 3; twin++) {
            test.next().end(Elsewhere.exception());
        }

        batch.stopWaiting();

        assertThat(ends).singleElement().returns(true, BatchResult::stopped);
    }

    @Test
    void endsWhatWasElsewhereWhenThePipelineStopsAtThatMoment() throws Exception {
        PromptBatch batch = feed(TWIN);
        test.next().end(Elsewhere.exception());
        test.stop();

        batch.askAgain();

        await().untilAsserted(() -> assertThat(ends).singleElement().returns(true, BatchResult::stopped));
    }

    @Test
    void isAskedAfterAgainWhenTheAskingFailedUnexpectedly() throws Exception {
        feed(TWIN);
        test.breakLedger("find", new IllegalStateException("column does not exist"));
        test.next().end(Elsewhere.exception());
        test.awaitFailure();
        test.mendLedger();

        test.next().deliver();

        assertThat(ends).singleElement().returns(1L, BatchResult::delivered);
    }

    @Test
    void isHalfReadWhileItsNextPromptWaitsForAPermit() throws Exception {
        ExecutorService thread = Executors.newSingleThreadExecutor();
        Future<PromptBatch> fed =
                thread.submit(() -> feed("{\"prompt\": \"a fox\"}\n".repeat(TestEntrance.PERMITS + 1)));
        thread.shutdown();

        await().until(() -> test.entrance().intake().halfRead("test") == 1);

        for (int prompt = 0; prompt <= TestEntrance.PERMITS; prompt++) {
            test.next().deliver();
        }
        assertThat(fed.get(30, TimeUnit.SECONDS)).isNotNull();
        assertThat(test.entrance().intake().halfRead("test")).isZero();
    }

    private PromptBatch feed(String body) throws InterruptedException {
        return feed(message(body));
    }

    private PromptBatch feed(SourceMessage message) throws InterruptedException {
        PromptBatch batch = new PromptBatch("prompts", test.entrance(), message::identity, ends::add);
        batch.feed(message::reader, test.permit());
        return batch;
    }

    private static SourceMessage message(String body) {
        return SourceMessage.of("test", "prompts", "m-1", body.getBytes(StandardCharsets.UTF_8));
    }
}
