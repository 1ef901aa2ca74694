/** The service: command line, settings, wiring. */
package com.neuroflash.camel.app;
