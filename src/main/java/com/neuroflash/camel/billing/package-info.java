/**
 * The pure decisions of "billed once": what identifies a prompt, what an outcome means, whether a POST may be sent, which
 * attempt a batch of the history belongs to, and what a budget allows. No clock, no I/O.
 */
package com.neuroflash.camel.billing;
