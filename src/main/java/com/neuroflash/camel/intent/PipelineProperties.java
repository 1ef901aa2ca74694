package com.neuroflash.camel.intent;

/** Exchange properties between a source and {@code direct:prompt-to-images}; they never come from a message. */
public final class PipelineProperties {
    /** A {@link PromptSource}: where the prompt came from. */
    public static final String SOURCE = "neuroflashPromptSource";

    /** A {@link PromptIdentity}: what makes the prompt the same one when it comes again. */
    public static final String IDENTITY = "neuroflashPromptIdentity";

    /** An {@link Intake.Permit} that the source has taken; without one the pipeline takes its own. */
    public static final String PERMIT = "neuroflashPermit";

    private PipelineProperties() {}
}
