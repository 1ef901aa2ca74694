package com.neuroflash.camel.intent;

/** Thrown when the pipeline stops before a prompt is finished; the prompt is neither delivered nor failed. */
public final class PipelineStoppedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Says that the source still owns the prompt. */
    public PipelineStoppedException() {
        super("the pipeline stops; the prompt stays with its source");
    }
}
