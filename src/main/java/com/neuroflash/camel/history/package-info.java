/** The drift-proof walk over {@code /history}, on the interface {@code Neuroflash} only. */
package com.neuroflash.camel.history;
