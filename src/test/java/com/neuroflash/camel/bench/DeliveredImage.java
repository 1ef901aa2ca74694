package com.neuroflash.camel.bench;

import java.time.Instant;

/**
 * An image in the sink.
 *
 * @param id its id in the API
 * @param length in bytes
 * @param writtenAt when its last byte was written
 */
record DeliveredImage(String id, long length, Instant writtenAt) {}
