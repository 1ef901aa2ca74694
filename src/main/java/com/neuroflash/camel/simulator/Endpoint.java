package com.neuroflash.camel.simulator;

/** Does the work of one operation. */
interface Endpoint {
    /**
     * Answers a call.
     *
     * @param call the request
     * @param variable the changing part of the path, or an empty text
     * @throws Refusal when the answer is an error
     */
    Answer answer(Call call, String variable, Disturbance disturbance);
}
