package com.neuroflash.camel.component;

import com.neuroflash.camel.api.AuthenticationException;
import com.neuroflash.camel.api.NeuroflashException;
import com.neuroflash.camel.api.OutcomeUnknownException;
import com.neuroflash.camel.api.QuotaException;
import com.neuroflash.camel.api.RejectedException;
import com.neuroflash.camel.api.RetryLaterException;
import java.util.Set;
import java.util.regex.Pattern;

/** What an answer that isn't a success means for what to do next. */
final class Meaning {
    private static final Set<Integer> MAY_HAVE_BEEN_BILLED = Set.of(408, 409, 425, 499);
    private static final Set<Integer> PASSING = Set.of(408, 425, 429);
    private static final Set<String> FIND_THE_BASE_PATH = Set.of("generate", "models", "history");
    private static final Pattern QUOTA = Pattern.compile(
            "\\b(quotas?|plans?|credits?|subscriptions?)\\b", Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);

    private final BaseUrl base;

    Meaning(BaseUrl base) {
        this.base = base;
    }

    /** For generate and edit. */
    NeuroflashException billed(Refusal refusal) {
        int status = refusal.status();
        if (status == 429 && !speaksOfQuota(refusal)) {
            return retryLater(refusal, "Nothing was billed; wait before sending it again.");
        }
        if (status >= 300 && status < 500 && !MAY_HAVE_BEEN_BILLED.contains(status)) {
            return refused(refusal, "Nothing was billed; ");
        }
        return new OutcomeUnknownException(
                refusal.operation(),
                status,
                refusal.serverMessage(),
                refusal.describe() + ". It may have been billed: ask the history before sending it again.",
                null);
    }

    /** For everything that is not billed. */
    NeuroflashException read(Refusal refusal) {
        int status = refusal.status();
        if (status >= 300 && status < 500 && !PASSING.contains(status)) {
            return refused(refusal, "");
        }
        return retryLater(refusal, "It may succeed later.");
    }

    /** For images on another host, where no credential of ours plays a role. */
    NeuroflashException elsewhere(Refusal refusal) {
        int status = refusal.status();
        return status >= 300 && status < 500 && !PASSING.contains(status)
                ? rejected(refusal, "The image's URL may have expired: look it up in the history again.")
                : retryLater(refusal, "It may succeed later.");
    }

    private NeuroflashException refused(Refusal refusal, String billing) {
        return switch (refusal.status()) {
            case 401 ->
                new AuthenticationException(
                        refusal.operation(),
                        401,
                        refusal.serverMessage(),
                        refusal.describe() + ". " + billing + "see to accessToken, or clientId and clientSecret.",
                        null);
            case 402, 403, 429 ->
                new QuotaException(
                        refusal.operation(),
                        refusal.status(),
                        refusal.serverMessage(),
                        refusal.describe() + ". " + billing
                                + "see to the workspace's plan, quota and permissions (image"
                                + " generation is not part of the Pay-As-You-Go plan).",
                        refusal.waitOrNull(),
                        null);
            default -> rejected(refusal, billing + advice(refusal));
        };
    }

    private String advice(Refusal refusal) {
        if (refusal.isRedirect()) {
            return "redirects are not followed here; see whether baseUrl is right.";
        }
        if (refusal.status() == 404 && FIND_THE_BASE_PATH.contains(refusal.operation())) {
            return "neuroflash documents two base paths, /api/ds-prototypes and /api/ds-prototypes/image_generation;"
                    + " try baseUrl=" + base.otherBasePath();
        }
        return "the same call will not succeed; correct the request.";
    }

    private static NeuroflashException rejected(Refusal refusal, String advice) {
        return new RejectedException(
                refusal.operation(),
                refusal.status(),
                refusal.serverMessage(),
                refusal.describe() + ". " + advice,
                null);
    }

    private static NeuroflashException retryLater(Refusal refusal, String advice) {
        return new RetryLaterException(
                refusal.operation(),
                refusal.status(),
                refusal.serverMessage(),
                refusal.describe() + ". " + advice,
                refusal.waitOrNull(),
                null);
    }

    private static boolean speaksOfQuota(Refusal refusal) {
        return QUOTA.matcher(refusal.serverMessage()).find();
    }
}
