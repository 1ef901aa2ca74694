package com.neuroflash.camel.intent;

import static java.util.Objects.requireNonNull;

import com.neuroflash.camel.api.GenerationDefaults;
import com.neuroflash.camel.api.GenerationRequest;
import com.neuroflash.camel.prompt.PromptLine;
import com.neuroflash.camel.prompt.PromptMessage;
import com.neuroflash.camel.prompt.PromptReader;
import java.util.OptionalInt;
import org.apache.camel.Exchange;
import org.apache.camel.InvalidPayloadException;
import org.apache.camel.Message;
import org.apache.camel.Processor;

/** Takes what is needed from an outside message and drops the rest: all inbound headers, and the body as it came. */
final class AcceptPrompt implements Processor {
    private static final String ADVICE = "Nothing was billed. Correct the request and drop it in again.";

    private final GenerationDefaults defaults;

    AcceptPrompt(GenerationDefaults defaults) {
        this.defaults = requireNonNull(defaults, "defaults is null");
    }

    @Override
    public void process(Exchange exchange) throws InvalidPayloadException {
        Message message = exchange.getMessage();
        message.removeHeaders("*");
        PromptMessage prompt = toPrompt(message);
        PromptSource source = exchange.getProperty(PipelineProperties.SOURCE, PromptSource.class);
        PromptSource known =
                source == null ? new PromptSource(exchange.getFromEndpoint().getEndpointBaseUri(), 1) : source;
        GenerationRequest request = prompt.request().withDefaults(defaults);
        message.setBody(null);
        exchange.setVariable(PromptSteps.RUN, new PromptRun(prompt, known, request));
    }

    private static PromptMessage toPrompt(Message message) throws InvalidPayloadException {
        Object body = message.getBody();
        if (body instanceof PromptMessage prompt) {
            return prompt;
        }
        if (body instanceof GenerationRequest request) {
            return PromptMessage.of(request);
        }
        PromptLine line = PromptReader.parseMessage(message.getMandatoryBody(String.class));
        if (line instanceof PromptLine.Refused refused) {
            throw new PromptFailedException(refused.refusal().reason(), OptionalInt.empty(), ADVICE);
        }
        return ((PromptLine.Parsed) line).message();
    }
}
