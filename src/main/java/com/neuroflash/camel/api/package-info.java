/** The neuroflash API as data: requests, results, history entries, models and errors. */
package com.neuroflash.camel.api;
