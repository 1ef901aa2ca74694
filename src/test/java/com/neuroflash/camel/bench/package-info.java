/** Measures the packed jar beside a plain Camel route: {@code mvn -Pbench verify}. */
package com.neuroflash.camel.bench;
