/** What all sources of prompts have in common: from a received message to prompts on their way, and to its end. */
package com.neuroflash.camel.source;
