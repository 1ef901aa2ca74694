/** Prompts over HTTP: stored before they are answered for. */
package com.neuroflash.camel.http;
