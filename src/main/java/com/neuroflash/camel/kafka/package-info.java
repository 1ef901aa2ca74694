/**
 * Prompts from a Kafka topic. camel-kafka works on the thread that polls, one record after the other, and commits behind
 * the last one: a slow generation gets its partition taken away. Here the thread that polls only polls and commits.
 */
package com.neuroflash.camel.kafka;
