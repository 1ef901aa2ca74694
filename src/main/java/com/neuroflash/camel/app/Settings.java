package com.neuroflash.camel.app;

import com.neuroflash.camel.api.GenerationDefaults;
import com.neuroflash.camel.billing.Account;
import com.neuroflash.camel.billing.BillingRules;
import com.neuroflash.camel.ledger.LedgerSettings;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Everything a start needs, checked.
 *
 * @param app the service itself
 * @param neuroflash the API
 * @param inbox the directory source
 * @param messages what all sources of messages have in common
 * @param sources the configured sources beside the inbox
 * @param pipeline how prompts are carried
 * @param delivery where images go
 * @param sinks which sinks there are, and who may choose among them
 * @param s3 the S3 sink
 * @param ledger where it is kept what was paid
 * @param billing the assumptions that "billed once" rests on
 * @param budget how many images may be paid for
 * @param simulated whether the built-in simulator stands in for the API
 * @param simulatorPort its port; 0 takes a free one
 * @param properties what Camel and the routes see: all keys with their effective values
 */
record Settings(
        App app,
        Neuroflash neuroflash,
        Inbox inbox,
        Messages messages,
        List<Source> sources,
        Pipeline pipeline,
        Delivery delivery,
        SinkSettings sinks,
        S3 s3,
        Ledger ledger,
        Billing billing,
        Budget budget,
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
            Optional<URI> baseUrl,
            Optional<String> workspaceId,
            Optional<String> accessToken,
            Optional<String> clientId,
            Optional<String> clientSecret,
            URI tokenUrl,
            Optional<String> model,
            Duration connectTimeout,
            Duration responseTimeout,
            Duration historyDeadline) {

        boolean isUnset() {
            return baseUrl.isEmpty()
                    && workspaceId.isEmpty()
                    && accessToken.isEmpty()
                    && clientId.isEmpty()
                    && clientSecret.isEmpty();
        }

        /** A stable name of the credentials, without a secret. */
        String principal() {
            return clientId.map(id -> "client " + id).orElse("access token");
        }

        /** What is filled into requests that don't say it. */
        GenerationDefaults defaults() {
            return new GenerationDefaults(
                    Optional.empty(), Optional.empty(), Optional.empty(), model, Optional.empty());
        }

        /** Whose history and quota the prompts are for; empty while the simulator stands in. */
        Optional<Account> account() {
            return baseUrl.flatMap(url -> workspaceId.map(id -> new Account(host(url), id)));
        }

        private static String host(URI url) {
            int usual = "https".equals(url.getScheme()) ? 443 : 80;
            return url.getPort() == -1 || url.getPort() == usual ? url.getHost() : url.getHost() + ":" + url.getPort();
        }

        @Override
        public String toString() {
            return "Neuroflash[baseUrl=" + baseUrl + ", credentials=***]";
        }
    }

    /** The directory source. */
    record Inbox(boolean enabled, Path directory, Duration pollInterval, Duration settleTime) {}

    /** What all sources of messages have in common; the endpoint for their dead letters is empty for the directory. */
    record Messages(long maxSize, Path deadLetters, Optional<String> endpoint) {
        /** The endpoint without its options, which may be secret. */
        Optional<String> endpointPlace() {
            return endpoint.map(uri -> uri.replaceAll("[?].*", ""));
        }

        @Override
        public String toString() {
            return "Messages[maxSize=" + maxSize + ", deadLetters=" + deadLetters + ", endpoint=" + endpointPlace()
                    + "]";
        }
    }

    /** How prompts are carried. */
    record Pipeline(
            int concurrency,
            Duration firstBackoff,
            Duration maxBackoff,
            Duration maxPause,
            int retries,
            Duration maxHold,
            int maxParked) {}

    /** Where images go. */
    record Delivery(Path directory, boolean defaultDirectory, String key, long maxImageSize) {}

    /** The S3 sink. */
    record S3(Optional<String> bucket, Optional<String> region, Optional<URI> endpoint, boolean pathStyle) {}

    /** Where it is kept what was paid; the password is masked in the text form. */
    record Ledger(String url, Optional<String> user, Optional<String> password, Duration retention, Duration lease) {
        private static final String SQLITE = "jdbc:sqlite:";

        LedgerSettings toLedgerSettings(LedgerSettings.Access access) {
            LedgerSettings usual = LedgerSettings.of(url, access);
            return new LedgerSettings(url, user, password, usual.connections(), usual.patience(), access);
        }

        /** The embedded ledger's file; empty for a database server. */
        Optional<Path> file() {
            return Optional.of(url)
                    .filter(text -> text.startsWith(SQLITE))
                    .map(text -> text.substring(SQLITE.length()).replaceAll("[?].*", ""))
                    .map(Path::of);
        }

        /** The ledger in words, without what may be secret. */
        String place() {
            return file().map(Path::toString).orElseGet(() -> url.replaceAll("[?;].*", ""));
        }

        @Override
        public String toString() {
            return "Ledger[" + place() + "]";
        }
    }

    /** The assumptions that "billed once" rests on. */
    record Billing(
            Duration generationLimit,
            Duration historyLag,
            Duration sendGuard,
            int maxAttempts,
            BillingRules.OnAmbiguous onAmbiguous) {
        BillingRules toRules() {
            return new BillingRules(
                    generationLimit,
                    historyLag,
                    sendGuard,
                    BillingRules.defaults().clockMargin(),
                    maxAttempts,
                    onAmbiguous);
        }
    }

    /** How many images may be paid for, by UTC day and month; empty for no limit. */
    record Budget(OptionalInt imagesPerDay, OptionalInt imagesPerMonth) {
        com.neuroflash.camel.billing.Budget toBudget() {
            return new com.neuroflash.camel.billing.Budget(imagesPerDay, imagesPerMonth);
        }
    }
}
