package com.neuroflash.camel.app;

import static java.util.Objects.requireNonNull;

import com.neuroflash.camel.inbox.DeadLetters;
import com.neuroflash.camel.intent.DeadLetterOffice;
import com.neuroflash.camel.intent.PromptFailedException;
import com.neuroflash.camel.ledger.IntentRecord;
import com.neuroflash.camel.prompt.PromptMessage;
import com.neuroflash.camel.source.LineFailure;
import java.io.IOException;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Stores what fails after its source was acknowledged where its sender looks: beside the inbox, or with dead messages. */
final class LateLetters implements DeadLetterOffice {
    private static final Logger LOG = LoggerFactory.getLogger(LateLetters.class);
    private static final String INBOX = "inbox";

    private final DeadLetters ofInbox;
    private DeadLetterOffice ofMessages;

    LateLetters(DeadLetters ofInbox) {
        this.ofInbox = requireNonNull(ofInbox, "ofInbox is null");
    }

    /** Says where those of other sources go; before the context starts. */
    void ofMessages(DeadLetterOffice office) {
        ofMessages = requireNonNull(office, "office is null");
    }

    @Override
    public void store(IntentRecord intent, PromptFailedException failure) {
        if (!intent.origin().source().equals(INBOX)) {
            ofMessages.store(intent, failure);
            return;
        }
        LineFailure reason = new LineFailure(
                intent.origin().line().orElse(1),
                failure.getMessage(),
                failure.status(),
                failure.whatToDo(),
                Optional.of(intent.identity().asId()));
        PromptMessage message = new PromptMessage(
                intent.request().request(),
                Optional.empty(),
                intent.origin().name(),
                intent.origin().metadata(),
                intent.sink());
        try {
            LOG.warn(
                    "a prompt that had waited in the ledger failed: {}; see {}",
                    failure.getMessage(),
                    ofInbox.write(intent.origin().file().orElse("prompt"), message, reason));
        } catch (IOException unwritable) {
            LOG.error(
                    "a prompt that had waited in the ledger failed: {}; see the command ledger show {} ({})",
                    failure.getMessage(),
                    intent.identity().asId(),
                    unwritable.toString());
        }
    }
}
