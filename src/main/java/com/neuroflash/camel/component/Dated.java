package com.neuroflash.camel.component;

import java.time.Instant;
import java.util.Optional;

/** A result with the server's time of answering. */
record Dated<T>(T result, Optional<Instant> serverDate) {}
