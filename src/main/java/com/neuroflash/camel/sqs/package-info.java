/** Prompts from a queue of Amazon SQS or of a store that speaks its protocol. */
package com.neuroflash.camel.sqs;
