package com.neuroflash.camel.intent;

import static java.util.Objects.requireNonNull;

import com.neuroflash.camel.api.GenerationDefaults;
import com.neuroflash.camel.api.GenerationRequest;
import com.neuroflash.camel.billing.Account;
import com.neuroflash.camel.billing.FrozenRequest;
import com.neuroflash.camel.billing.Identity;
import com.neuroflash.camel.prompt.PromptLine;
import com.neuroflash.camel.prompt.PromptMessage;
import com.neuroflash.camel.prompt.PromptReader;
import com.neuroflash.camel.prompt.SinkChoice;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.camel.Exchange;
import org.apache.camel.InvalidPayloadException;
import org.apache.camel.Message;
import org.apache.camel.Processor;

/** Takes what is needed from an outside message and drops the rest: all inbound headers, and the body as it came. */
final class AcceptPrompt implements Processor {
    private static final String DIRECT = "direct";

    private final Account account;
    private final GenerationDefaults defaults;
    private final String keyTemplate;
    private final SinkChoice sinks;

    AcceptPrompt(Account account, GenerationDefaults defaults, String keyTemplate, SinkChoice sinks) {
        this.account = requireNonNull(account, "account is null");
        this.defaults = requireNonNull(defaults, "defaults is null");
        this.keyTemplate = requireNonNull(keyTemplate, "keyTemplate is null");
        this.sinks = requireNonNull(sinks, "sinks is null");
    }

    @Override
    public void process(Exchange exchange) throws InvalidPayloadException {
        Message message = exchange.getMessage();
        message.removeHeaders("*");
        PromptMessage prompt = toPrompt(message);
        PromptSource source = exchange.getProperty(PipelineProperties.SOURCE, PromptSource.class);
        PromptSource known = source == null ? new PromptSource(DIRECT, 1) : source;
        PromptIdentity identity = exchange.getProperty(PipelineProperties.IDENTITY, PromptIdentity.class);
        FrozenRequest frozen = FrozenRequest.freeze(account, prompt.request(), defaults);
        PromptIdentity own = identity == null ? ofMessage(exchange, prompt, frozen) : identity;
        message.setBody(null);
        Optional<String> sink = prompt.sink().or(() -> Optional.of(sinks.usual()));
        PromptRun run = new PromptRun(new Asked(new Arrival(prompt, known, own), frozen, keyTemplate, sink));
        sinks.problem(own.source(), prompt.sink()).ifPresent(run::mayNotChooseSink);
        exchange.setVariable(PromptSteps.RUN, run);
    }

    /** A sender without an own id sends a new prompt with every message. */
    private static PromptIdentity ofMessage(Exchange exchange, PromptMessage prompt, FrozenRequest frozen) {
        String id = prompt.id().orElseGet(exchange::getExchangeId);
        String rawHash = Identity.rawHash(frozen.encode().getBytes(StandardCharsets.UTF_8));
        return new PromptIdentity(
                DIRECT,
                Identity.ofSender(DIRECT, id),
                rawHash,
                Identity.resumed(id).isPresent());
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
            throw PromptFailedException.refused(refused.refusal().problems());
        }
        return ((PromptLine.Parsed) line).message();
    }
}
