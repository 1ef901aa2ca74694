package com.neuroflash.camel.sqs;

import com.neuroflash.camel.source.MessageUnfinishedException;
import com.neuroflash.camel.source.SourceMessage;
import java.util.Optional;
import java.util.function.Consumer;

/** Keeps in the ledger what is left of a message that the queue will not hide for longer. */
@FunctionalInterface
public interface MessageKeeper {
    /**
     * Returns at once.
     *
     * @param atEnd told when the message may be deleted, or why it may not
     */
    void keep(SourceMessage message, Consumer<Optional<MessageUnfinishedException>> atEnd);
}
