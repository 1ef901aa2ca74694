package com.neuroflash.camel.source;

import static org.assertj.core.api.Assertions.assertThat;

import com.neuroflash.camel.billing.Identity;
import com.neuroflash.camel.billing.IntentState;
import com.neuroflash.camel.intent.Intake;
import com.neuroflash.camel.intent.PipelineProperties;
import com.neuroflash.camel.intent.PipelineStoppedException;
import com.neuroflash.camel.intent.PromptFailedException;
import com.neuroflash.camel.ledger.LedgerUnavailableException;
import com.neuroflash.camel.ledger.Reason;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** When a message may be acknowledged although something is out of order. */
class MessageFeedTest {
    private static final long MOST_BYTES = 1_000;

    @TempDir
    private Path directory;

    private final List<DeadLetter> letters = new ArrayList<>();
    private boolean boxIsAway;
    private TestEntrance test;
    private MessageFeed feed;

    @BeforeEach
    void open() throws Exception {
        test = new TestEntrance(directory);
        feed = new MessageFeed(test.entrance(), this::store, MOST_BYTES);
    }

    @AfterEach
    void close() throws Exception {
        test.close();
    }

    private String store(DeadLetter letter) throws IOException {
        if (boxIsAway) {
            throw new IOException("disk full");
        }
        letters.add(letter);
        return "the box";
    }

    @Test
    void staysWithItsSourceAfterAnUnexpectedFailure() throws Exception {
        test.breakLedger("find", new IllegalStateException("column does not exist"));
        test.breakLedger("keep", new IllegalStateException("column does not exist"));

        assertThat(end(feed(message("a mug")))).containsInstanceOf(MessageUnfinishedException.class);

        test.mendLedger();
        CompletableFuture<Exchange> again = feed(message("a mug"));
        test.next().deliver();
        assertThat(end(again)).isEmpty();
    }

    @Test
    void isKeptOrGivenBackWhateverTheLedgerThrows() throws Exception {
        test.breakLedger("keep", new IllegalStateException("the ledger is closed"));

        assertThat(keep(message("a mug"))).containsInstanceOf(MessageUnfinishedException.class);
    }

    @Test
    void saysThatItStopsOnlyWhenItDoes() throws Exception {
        test.breakLedger("keep", new LedgerUnavailableException("gone for lunch", new IllegalStateException()));

        assertThat(keep(message("a mug")).orElseThrow()).hasMessage("the ledger is away: gone for lunch");
        test.stop();
        assertThat(keep(message("a mug")).orElseThrow())
                .hasMessage("the pipeline stops and the ledger is away: gone for lunch");
    }

    @Test
    void letsAFailedPromptGoOnThatIsKept() throws Exception {
        Identity failed = test.fail(message("a mug"));

        assertThat(keep(message("a mug"))).isEmpty();

        assertThat(test.state(failed)).isEqualTo(IntentState.PARKED);
        assertThat(test.ledger().load(failed).orElseThrow().known().heldBy()).isEmpty();
        assertThat(letters).isEmpty();
    }

    @Test
    void keepsAtAStopWhatFailedOfAMessageBefore() throws Exception {
        SourceMessage message = message("{\"prompt\": \"one\"}\n{\"prompt\": \"two\"}\n");
        CompletableFuture<Exchange> end = feed(message);
        TestEntrance.Sent one = test.next();
        TestEntrance.Sent two = test.next();
        Identity failed = test.fail(message);
        one.end(refused());
        two.end(new PipelineStoppedException());

        assertThat(end(end)).isEmpty();

        assertThat(test.state(failed)).isEqualTo(IntentState.PARKED);
    }

    @Test
    void staysWithItsSourceWhenAFailedPromptCantGoOn() throws Exception {
        Identity failed = test.fail(message("a mug"));
        test.stop();

        assertThat(keep(message("a mug"))).containsInstanceOf(MessageUnfinishedException.class);

        assertThat(test.state(failed)).isEqualTo(IntentState.FAILED);
    }

    @Test
    void storesALetterOfAPromptThatIsGivenUp() throws Exception {
        Identity dropped = test.begin(message("a mug"));
        test.lease();
        test.ledger().hold(dropped, test.ledger().owner(), Reason.of("ambiguous"));
        test.ledger().operator().drop(dropped, Reason.of("not wanted"));

        assertThat(keep(message("a mug"))).isEmpty();

        assertThat(letters.get(0).failures().get(0).failure().reason()).isEqualTo("given up before: not wanted");
    }

    @Test
    void keepsNothingThatIsTooLarge() throws Exception {
        SourceMessage large = message("x".repeat((int) MOST_BYTES + 1));

        assertThat(keep(large)).isEmpty();

        assertThat(letters.get(0).failures().get(0).failure().reason()).contains("is too large");
        assertThat(test.ledger().operator().totals().intents()).isEmpty();
    }

    @Test
    void sendsNothingAgainWhileItsLetterCantBeStored() throws Exception {
        boxIsAway = true;
        CompletableFuture<Exchange> first = feed(message("a mug"));
        test.next().end(refused());
        assertThat(end(first)).containsInstanceOf(MessageUnfinishedException.class);
        assertThat(end(feed(message("a mug")))).containsInstanceOf(MessageUnfinishedException.class);
        boxIsAway = false;

        assertThat(end(feed(message("a mug")))).isEmpty();

        assertThat(test.hasSent()).isFalse();
        assertThat(letters).hasSize(1);
        assertThat(letters.get(0).failures().get(0).failure().status()).hasValue(422);
    }

    @Test
    void sendsAReplayOfAMessageWhoseLetterWasOnceStored() throws Exception {
        boxIsAway = true;
        CompletableFuture<Exchange> first = feed(message("a mug"));
        test.next().end(refused());
        end(first);
        boxIsAway = false;
        end(feed(message("a mug")));

        CompletableFuture<Exchange> again = feed(message("a mug"));
        test.next().deliver();

        assertThat(end(again)).isEmpty();
    }

    @Test
    void keepsInTheLedgerWhatArrivesAfterTheStop() throws Exception {
        Intake.Permit permit = test.permit();
        test.stop();

        assertThat(end(feed(message("a mug"), Optional.of(permit)))).isEmpty();

        assertThat(test.state(test.begin(message("a mug")))).isEqualTo(IntentState.PARKED);
        assertThat(test.hasSent()).isFalse();
    }

    private static PromptFailedException refused() {
        return new PromptFailedException("422 by a moody server", OptionalInt.of(422), "correct it");
    }

    private static SourceMessage message(String body) {
        return SourceMessage.of("test", "prompts", "m-1", body.getBytes(StandardCharsets.UTF_8));
    }

    private CompletableFuture<Exchange> feed(SourceMessage message) {
        return feed(message, Optional.empty());
    }

    private CompletableFuture<Exchange> feed(SourceMessage message, Optional<Intake.Permit> permit) {
        Exchange exchange = new DefaultExchange(new DefaultCamelContext());
        exchange.getMessage().setBody(message);
        permit.ifPresent(taken -> exchange.setProperty(PipelineProperties.PERMIT, taken));
        CompletableFuture<Exchange> end = new CompletableFuture<>();
        feed.process(exchange, doneSync -> end.complete(exchange));
        return end;
    }

    private static Optional<Exception> end(CompletableFuture<Exchange> fed) throws Exception {
        return Optional.ofNullable(fed.get(30, TimeUnit.SECONDS).getException());
    }

    private Optional<MessageUnfinishedException> keep(SourceMessage message) throws Exception {
        CompletableFuture<Optional<MessageUnfinishedException>> end = new CompletableFuture<>();
        feed.keep(message, end::complete);
        return end.get(30, TimeUnit.SECONDS);
    }
}
