package com.neuroflash.camel.simulator;

import java.util.Locale;
import java.util.Optional;

/** Lets in only who has a valid token, names the right workspace and keeps to the rate. */
final class Guard {
    private static final String BEARER = "bearer ";

    private final SimulatedAccount account;
    private final AccessTokens tokens;
    private final RateLimit rateLimit;

    Guard(SimulatedAccount account, AccessTokens tokens, RateLimit rateLimit) {
        this.account = account;
        this.tokens = tokens;
        this.rateLimit = rateLimit;
    }

    /** The user who calls within the workspace of the header. */
    long admit(Call call) {
        long user = user(call);
        String workspace = call.header("x-workspace-id")
                .orElseThrow(() -> Refusal.error(400, "WORKSPACE_REQUIRED", "The header x-workspace-id is required"));
        checkWorkspace(workspace);
        return user;
    }

    /** The user who calls; the workspace is not looked at. */
    long user(Call call) {
        long user = call.header("Authorization")
                .flatMap(Guard::token)
                .flatMap(tokens::user)
                .orElseThrow(
                        () -> Refusal.error(401, "UNAUTHORIZED", "The access token is missing, invalid or expired"));
        rateLimit.admit();
        return user;
    }

    void checkWorkspace(String workspace) {
        if (!account.workspaceId().equals(workspace)) {
            throw Refusal.error(403, "FORBIDDEN", "No access to this workspace");
        }
    }

    private static Optional<String> token(String header) {
        return header.toLowerCase(Locale.ROOT).startsWith(BEARER)
                ? Optional.of(header.substring(BEARER.length()).strip())
                : Optional.empty();
    }
}
