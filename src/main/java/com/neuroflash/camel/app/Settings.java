package com.neuroflash.camel.app;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * Everything a start needs, checked.
 *
 * @param app the service itself
 * @param neuroflash the API
 * @param inbox the directory source
 * @param pipeline how prompts are carried
 * @param delivery where images go
 * @param s3 the S3 sink
 * @param simulated whether the built-in simulator stands in for the API
 * @param simulatorPort its port; 0 takes a free one
 * @param properties what Camel and the routes see: all keys with their effective values
 */
record Settings(
        App app,
        Neuroflash neuroflash,
        Inbox inbox,
        Pipeline pipeline,
        Delivery delivery,
        S3 s3,
        boolean simulated,
        int simulatorPort,
        Map<String, String> properties) {

    /** The service itself. */
    record App(String profile, Path dataDirectory, int httpPort, Duration shutdownTimeout) {
        Path workDirectory() {
            return dataDirectory.resolve("work");
        }

        Path simulatorDirectory() {
            return dataDirectory.resolve("simulator");
        }
    }

    /** The API; credentials are masked in the text form. */
    record Neuroflash(
            Optional<java.net.URI> baseUrl,
            Optional<String> workspaceId,
            Optional<String> accessToken,
            Optional<String> clientId,
            Optional<String> clientSecret,
            java.net.URI tokenUrl,
            Optional<String> model,
            Duration connectTimeout,
            Duration responseTimeout,
            Duration historyDeadline) {

        boolean isUnset() {
            return baseUrl.isEmpty() && accessToken.isEmpty() && clientId.isEmpty();
        }

        @Override
        public String toString() {
            return "Neuroflash[baseUrl=" + baseUrl + ", credentials=***]";
        }
    }

    /** The directory source. */
    record Inbox(boolean enabled, Path directory, Duration pollInterval, Duration settleTime) {}

    /** How prompts are carried. */
    record Pipeline(int concurrency, Duration firstBackoff, Duration maxBackoff, Duration maxPause, int retries) {}

    /** Where images go. */
    record Delivery(String sink, Path directory, String key, long maxImageSize) {
        boolean isDirectory() {
            return "directory".equals(sink);
        }

        boolean isS3() {
            return "s3".equals(sink);
        }
    }

    /** The S3 sink. */
    record S3(Optional<String> bucket, Optional<String> region, Optional<java.net.URI> endpoint, boolean pathStyle) {}
}
