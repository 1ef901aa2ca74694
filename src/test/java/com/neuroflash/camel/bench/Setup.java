package com.neuroflash.camel.bench;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What both pipelines are given.
 *
 * @param directory where they run
 * @param options of the JVM
 * @param concurrency how many prompts are on their way at once
 * @param baseUrl of the simulator; the packed jar uses its embedded one when empty
 * @param bucket the sink; a directory when empty
 * @param ledger of the packed jar
 */
record Setup(
        Path directory,
        List<String> options,
        int concurrency,
        Optional<URI> baseUrl,
        Optional<BucketServer> bucket,
        LedgerChoice ledger) {
    static final List<String> USUAL_OPTIONS = List.of("-Xmx256m");
    static final int USUAL_CONCURRENCY = 16;

    /** Into a directory, from a simulator that is running, with the heap and concurrency of a small service. */
    static Setup usual(Path directory, URI baseUrl) {
        return usual(directory, baseUrl, LedgerChoice.embedded());
    }

    static Setup usual(Path directory, URI baseUrl, LedgerChoice ledger) {
        return new Setup(directory, USUAL_OPTIONS, USUAL_CONCURRENCY, Optional.of(baseUrl), Optional.empty(), ledger);
    }
}
