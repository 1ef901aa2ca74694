package com.neuroflash.camel.chaos;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a process asked of the system, as strace saw it: writes to the ledger's log, its syncs, and POSTs. */
final class SystemCalls {
    private static final Pattern THREAD = Pattern.compile("^(\\d+) +[0-9.]+ (.*)$");
    private static final Pattern RESUMED = Pattern.compile("^<\\.\\.\\. (\\w+) resumed>(.*)$");
    private static final String UNFINISHED = "<unfinished ...>";
    private static final String LOG = "ledger.db-wal>";

    private int posts;
    private int postsOfUnsyncedCommits;
    private int mostSyncs;
    private int syncs;
    private boolean written;
    private boolean synced;

    private SystemCalls() {}

    static boolean canBeTraced(Path directory) {
        return Tool.isThere("strace")
                && Tool.tryRun(Map.of(), tracerOf(directory.resolve("tried"), "true"))
                                .status()
                        == 0;
    }

    /** A command that runs what comes after it and watches it from aside. */
    static String[] tracer(Path output) {
        return tracerOf(output);
    }

    private static String[] tracerOf(Path output, String... more) {
        List<String> command = new ArrayList<>(List.of("strace", "-D", "-f", "-y", "-ttt", "-s", "32"));
        command.addAll(List.of("-e", "trace=pwrite64,fsync,fdatasync,write,writev,sendto,sendmsg"));
        command.addAll(List.of("-o", output.toString()));
        command.addAll(List.of(more));
        return command.toArray(String[]::new);
    }

    /** In the order in which the calls ended; a POST counts from when it began. */
    static SystemCalls read(Path trace) throws IOException {
        SystemCalls calls = new SystemCalls();
        Map<String, String> begun = new HashMap<>();
        for (String line : Files.readAllLines(trace)) {
            Matcher matcher = THREAD.matcher(line);
            if (matcher.matches()) {
                calls.take(matcher.group(1), matcher.group(2), begun);
            }
        }
        return calls;
    }

    private void take(String thread, String text, Map<String, String> begun) {
        Matcher resumed = RESUMED.matcher(text);
        if (resumed.matches()) {
            ended(begun.getOrDefault(thread, "") + resumed.group(2));
        } else if (text.endsWith(UNFINISHED)) {
            begun.put(thread, text.substring(0, text.length() - UNFINISHED.length()));
            began(text);
        } else {
            began(text);
            ended(text);
        }
    }

    private void began(String call) {
        if (call.contains("\"POST /api/")) {
            posts++;
            postsOfUnsyncedCommits += written || !synced ? 1 : 0;
            mostSyncs = posts > 1 ? Math.max(mostSyncs, syncs) : mostSyncs;
            syncs = 0;
            synced = false;
        } else if (call.startsWith("pwrite64(") && call.contains(LOG)) {
            written = true;
        }
    }

    private void ended(String call) {
        boolean isSync = call.startsWith("fdatasync(") || call.startsWith("fsync(");
        if (isSync && call.contains(LOG) && call.endsWith("= 0")) {
            syncs += written ? 1 : 0;
            written = false;
            synced = true;
        }
    }

    int posts() {
        return posts;
    }

    /** Since the POST before nothing was synced, or something was written and not synced. */
    int postsOfUnsyncedCommits() {
        return postsOfUnsyncedCommits;
    }

    /** How many commits to the ledger were synced at most between two POSTs. */
    int mostSyncsFromPostToPost() {
        return mostSyncs;
    }
}
