package com.neuroflash.camel.simulator;

/** What became of the answer to a billed request. */
public enum AnswerState {
    /** Not answered yet, or the simulator was killed before it could. */
    PENDING,
    /** Written to the connection, as far as the server can tell. */
    DELIVERED,
    /** An error was answered although it was billed. */
    FAILED,
    /** The connection was dropped, by a fault or by the client. */
    DROPPED
}
