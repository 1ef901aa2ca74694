/** The one orchestrator: carries each prompt from its first step to its last, waits, pauses and goes on. */
package com.neuroflash.camel.intent;
