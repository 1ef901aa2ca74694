package com.neuroflash.camel.source;

/** What waits for others, and holds no thread meanwhile; asked after about once a second by {@link PromptEntrance}. */
interface Waiting {
    /** Goes on if it can by now. */
    void askAgain();

    /** Ends where it is: the pipeline stops. */
    void stopWaiting();
}
