package com.neuroflash.camel.app;

import com.neuroflash.camel.billing.BillingRules;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Pattern;

/** Reads where the ledger is and what "billed once" rests on. */
final class BillingReader {
    private static final String SQLITE = "jdbc:sqlite:";
    private static final String POSTGRESQL = "jdbc:postgresql:";
    private static final Pattern SECRET_IN_URL = Pattern.compile("[?&;]password=|//[^/]*@", Pattern.CASE_INSENSITIVE);
    private static final int MOST_ATTEMPTS = 100;

    /** Three heartbeats fit into it even when one of them takes a second. */
    private static final Duration SHORTEST_LEASE = Duration.ofSeconds(3);

    private final Values values;
    private final Problems problems;
    private final Path workingDirectory;

    BillingReader(Values values, Problems problems, Path workingDirectory) {
        this.values = values;
        this.problems = problems;
        this.workingDirectory = workingDirectory;
    }

    Settings.Ledger ledger(Settings.App app) {
        Settings.Ledger ledger = new Settings.Ledger(
                values.text("ledger.url")
                        .map(this::url)
                        .orElseGet(() -> SQLITE + app.dataDirectory().resolve("ledger.db")),
                values.text("ledger.user"),
                values.text("ledger.password"),
                values.duration("ledger.retention"),
                values.duration("ledger.lease"));
        if (ledger.lease().compareTo(SHORTEST_LEASE) < 0) {
            problems.add(
                    "ledger.lease",
                    "expected " + SHORTEST_LEASE.toSeconds() + "s or more, found '"
                            + values.text("ledger.lease").orElse("") + "'");
        }
        return ledger;
    }

    Settings.Billing billing(Settings.Neuroflash neuroflash) {
        Settings.Billing billing = new Settings.Billing(
                values.duration("billing.generation-limit"),
                values.duration("billing.history-lag"),
                values.duration("billing.send-guard"),
                values.number("billing.max-attempts", 1, MOST_ATTEMPTS),
                values.choice("billing.on-ambiguous", BillingRules.OnAmbiguous.class));
        if (neuroflash.responseTimeout().compareTo(billing.generationLimit()) > 0) {
            problems.add(
                    "neuroflash.response-timeout",
                    "expected billing.generation-limit ("
                            + values.text("billing.generation-limit").orElse("") + ") or less, found '"
                            + values.text("neuroflash.response-timeout").orElse("")
                            + "'; an answer must not be waited for longer than a generation may take: lower this one,"
                            + " or raise billing.generation-limit");
        }
        return billing;
    }

    Settings.Budget budget() {
        return new Settings.Budget(
                values.optionalNumber("budget.images-per-day", 0), values.optionalNumber("budget.images-per-month", 0));
    }

    /** It may hold a password, so no problem repeats it. */
    private String url(String text) {
        if (SECRET_IN_URL.matcher(text).find()) {
            problems.add("ledger.url", "expected no user or password in it; set ledger.user, and LEDGER_PASSWORD");
        } else if (text.startsWith(SQLITE)) {
            return SQLITE + file(text.substring(SQLITE.length()));
        } else if (!text.startsWith(POSTGRESQL)) {
            problems.add(
                    "ledger.url",
                    "expected " + SQLITE + "FILE (one instance), " + POSTGRESQL
                            + "//HOST/DATABASE (several instances share it) or nothing, found another");
        }
        return text;
    }

    private String file(String text) {
        String file = text.replaceAll("[?].*", "").replaceFirst("^file:", "");
        if (file.isBlank() || file.startsWith(":")) {
            problems.add(
                    "ledger.url",
                    "expected a file, as in " + SQLITE + "data/ledger.db, found none: a ledger in memory forgets what"
                            + " was paid");
            return text;
        }
        try {
            return workingDirectory.resolve(Path.of(file)) + text.replaceFirst("^[^?]*", "");
        } catch (InvalidPathException unreadable) {
            problems.add("ledger.url", "expected a file's path behind " + SQLITE + ", found another text");
            return text;
        }
    }
}
