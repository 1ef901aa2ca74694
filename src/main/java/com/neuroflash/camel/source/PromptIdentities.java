package com.neuroflash.camel.source;

import com.neuroflash.camel.intent.PromptIdentity;
import com.neuroflash.camel.prompt.PromptLine;

/** Tells what makes a prompt of a source the same one when it comes again; called often, always with the same answer. */
@FunctionalInterface
public interface PromptIdentities {
    /** The identity of one prompt. */
    PromptIdentity of(PromptLine.Parsed line);
}
