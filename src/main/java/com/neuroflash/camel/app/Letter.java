package com.neuroflash.camel.app;

import com.neuroflash.camel.intent.PromptIdentity;
import com.neuroflash.camel.prompt.PromptLine;
import com.neuroflash.camel.prompt.PromptReader;
import com.neuroflash.camel.source.LineFailure;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A dead letter as the command {@code replay} sees it: of a message, or a file of the inbox. */
interface Letter {
    /** Names it; so does any beginning that no other has. */
    String id();

    /** Enough of it for a person. */
    String shortId();

    /** The name of its source. */
    String source();

    /** The queue, topic, schedule, address or file that it came from. */
    String place();

    /** Since when it is one. */
    Instant since();

    /** What failed. */
    List<LineFailure> failures();

    /** How many of its images are paid and not delivered, where its report tells. */
    Optional<Integer> paidImages();

    /** The file to correct before a replay. */
    Path body();

    /** What its count of replays is kept under, whatever letter it comes back as. */
    Set<String> keys() throws IOException;

    /** How often it was replayed, by those counts and its own. */
    int replays(ReplayCounts counts) throws IOException;

    /** Why it can't be replayed now. */
    Optional<String> obstacle();

    /**
     * Why a replay may pay for what is paid or delivered already; a person may force it.
     *
     * @param estimate what the ledger knows of its prompts
     * @param forgotten what ended before this time the ledger knows no more
     */
    Optional<String> danger(ReplayCost.Estimate estimate, Instant forgotten) throws IOException;

    /** Reads its prompts; empty when its body is not read as prompts. */
    Optional<PromptReader> reader() throws IOException;

    /** Whether the prompt of a line has failed before anything was paid for it, as far as the report tells. */
    boolean hasFailedUnpaid(long line);

    /** What the ledger knows one of its prompts by. */
    PromptIdentity identity(PromptLine.Parsed line);

    /** Gives it to a running service or the next one, in one step; false when it is gone. */
    boolean replay() throws IOException;
}
