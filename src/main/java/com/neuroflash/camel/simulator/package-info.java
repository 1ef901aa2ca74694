/** A local neuroflash: the whole API, with faults on demand and a count of what it billed. */
package com.neuroflash.camel.simulator;
