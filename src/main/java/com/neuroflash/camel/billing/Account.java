package com.neuroflash.camel.billing;

import static java.util.Objects.requireNonNull;

import java.util.Locale;

/**
 * Whose history and quota a request is for.
 *
 * @param host the API's host (with its port, when not the default), in lower case
 * @param workspaceId the workspace that pays
 */
public record Account(String host, String workspaceId) {
    /** Checks that both are named; host names know no case. */
    public Account {
        host = requireNonNull(host, "host is null").toLowerCase(Locale.ROOT);
        requireNonNull(workspaceId, "workspaceId is null");
        if (host.isBlank() || workspaceId.isBlank()) {
            throw new IllegalArgumentException("an account needs a host and a workspace; found host '" + host
                    + "' and workspace '" + workspaceId + "'");
        }
    }
}
