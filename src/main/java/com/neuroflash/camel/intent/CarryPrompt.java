package com.neuroflash.camel.intent;

import static java.util.Objects.requireNonNull;

import java.util.Optional;
import org.apache.camel.AsyncCallback;
import org.apache.camel.AsyncProducer;
import org.apache.camel.CamelContext;
import org.apache.camel.CamelExchangeException;
import org.apache.camel.CamelExecutionException;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.support.AsyncProcessorSupport;

/** Hands an accepted prompt to the runner and goes on, without a thread in between, when it has come to its end. */
final class CarryPrompt extends AsyncProcessorSupport {
    private static final String ADVANCE = "direct:advance-prompt";

    private final CamelContext context;
    private final PromptRunner runner;
    private final Intake intake;
    private Endpoint endpoint;
    private AsyncProducer advance;

    CarryPrompt(CamelContext context, PromptRunner runner, Intake intake) {
        this.context = requireNonNull(context, "context is null");
        this.runner = requireNonNull(runner, "runner is null");
        this.intake = requireNonNull(intake, "intake is null");
    }

    @Override
    public boolean process(Exchange exchange, AsyncCallback callback) {
        Optional<Intake.Permit> permit = permit(exchange);
        if (permit.isEmpty()) {
            exchange.setException(new PipelineStoppedException());
            callback.done(true);
            return true;
        }
        PromptRun run = PromptSteps.run(exchange);
        runner.carry(run, this::advance, permit.get(), why -> {
            if (why != null) {
                exchange.setException(why);
            } else {
                exchange.getMessage().setBody(run);
            }
            callback.done(false);
        });
        return false;
    }

    private Optional<Intake.Permit> permit(Exchange exchange) {
        Intake.Permit taken = exchange.getProperty(PipelineProperties.PERMIT, Intake.Permit.class);
        if (taken != null) {
            return Optional.of(taken);
        }
        try {
            return intake.acquire();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    /** Takes a prompt as far as it gets, through the route {@code advance-prompt}. */
    void advance(PromptRun run) throws Exception {
        Exchange step = endpoint.createExchange();
        step.setVariable(PromptSteps.RUN, run);
        advance.process(step);
        Exception failure = step.getException();
        if (failure != null) {
            throw unwrapped(failure);
        }
    }

    /** Camel's split and bean wrap what a step throws. */
    private static Exception unwrapped(Exception failure) {
        Throwable cause = failure;
        while (isWrapper(cause) && cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause instanceof Exception exception ? exception : failure;
    }

    private static boolean isWrapper(Throwable failure) {
        return failure instanceof CamelExchangeException || failure instanceof CamelExecutionException;
    }

    @Override
    protected void doStart() throws Exception {
        endpoint = context.getEndpoint(ADVANCE);
        advance = endpoint.createAsyncProducer();
        advance.start();
    }

    @Override
    protected void doStop() {
        if (advance != null) {
            advance.stop();
        }
    }
}
