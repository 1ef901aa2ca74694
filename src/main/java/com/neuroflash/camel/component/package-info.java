/** The Camel component {@code neuroflash:}: the API of {@code com.neuroflash.camel.api} spoken over camel-http. */
package com.neuroflash.camel.component;
