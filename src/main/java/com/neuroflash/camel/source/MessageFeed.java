package com.neuroflash.camel.source;

import static java.util.Objects.requireNonNull;

import com.neuroflash.camel.intent.Intake;
import com.neuroflash.camel.intent.PipelineProperties;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.apache.camel.support.AsyncProcessorSupport;

/**
 * The step {@code feed-prompts} of a message source: takes a {@link SourceMessage}, or a {@link RefusedMessage}, as the body and ends, without a thread
 * in between, when the source may acknowledge it: every prompt of it is delivered, parked in the ledger or stored as a
 * dead letter. Otherwise the exchange ends with a {@link MessageUnfinishedException} and the source must deliver it again.
 */
public final class MessageFeed extends AsyncProcessorSupport {
    private final PromptEntrance entrance;
    private final DeadLetters deadLetters;
    private final long mostBytes;

    /**
     * A feed.
     *
     * @param mostBytes the size of a message's body beyond which it is refused
     */
    public MessageFeed(PromptEntrance entrance, DeadLetterBox box, long mostBytes) {
        this.entrance = requireNonNull(entrance, "entrance is null");
        this.deadLetters = new DeadLetters(entrance, box);
        this.mostBytes = mostBytes;
    }

    @Override
    public boolean process(Exchange exchange, AsyncCallback callback) {
        Object body = exchange.getMessage().getBody();
        exchange.getMessage().removeHeaders("*");
        Optional<RefusedMessage> refused =
                body instanceof RefusedMessage ? Optional.of((RefusedMessage) body) : Optional.empty();
        SourceMessage message = refused.map(RefusedMessage::message).orElseGet(() -> (SourceMessage) body);
        // removed, since a message that is fed again needs another
        Optional<Intake.Permit> permit =
                Optional.ofNullable((Intake.Permit) exchange.removeProperty(PipelineProperties.PERMIT));
        MessageRun run = new MessageRun(message, entrance, deadLetters, mostBytes, failure -> {
            permit.ifPresent(Intake.Permit::close);
            if (failure.isPresent()) {
                exchange.setException(failure.get());
            }
            callback.done(false);
        });
        if (refused.isPresent()) {
            execute(() -> run.refuse(refused.get().problem()));
        } else {
            execute(() -> run.feed(permit), run::keep);
        }
        return false;
    }

    /**
     * Keeps in the ledger what it does not know of a message, for a source that can't hold the message any longer; what is
     * on its way meanwhile goes on. Returns at once, but for a pipeline that has stopped.
     *
     * @param atEnd told once, when the source may acknowledge the message, or why it may not
     */
    public void keep(SourceMessage message, Consumer<Optional<MessageUnfinishedException>> atEnd) {
        execute(new MessageRun(message, entrance, deadLetters, mostBytes, atEnd)::keep);
    }

    private void execute(Runnable work) {
        execute(work, work);
    }

    /** What arrives after the stop, the ledger can keep all the same. */
    private void execute(Runnable work, Runnable whenStopped) {
        try {
            entrance.threads().execute(work);
        } catch (RejectedExecutionException stopped) {
            whenStopped.run();
        }
    }
}
