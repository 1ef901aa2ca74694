/** The files of the inbox directory: which are ready to be read, and where they go at the end. */
package com.neuroflash.camel.inbox;
