/** Prompts by the clock: each firing of a schedule is one prompt, whoever fires it. */
package com.neuroflash.camel.schedule;
