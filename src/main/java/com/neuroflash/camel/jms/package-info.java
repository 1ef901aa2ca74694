/** Prompts from a queue of a JMS broker: one transacted session a prompt in flight. */
package com.neuroflash.camel.jms;
