package com.neuroflash.camel.intent;

/** Takes a prompt as far as it gets; throws what stopped it. */
interface Steps {
    /** Returns when the prompt is delivered. */
    void advance(PromptRun run) throws Exception;
}
