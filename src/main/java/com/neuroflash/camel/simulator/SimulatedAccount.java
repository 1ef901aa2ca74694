package com.neuroflash.camel.simulator;

import java.time.Duration;
import java.util.Map;

/**
 * Who may call.
 *
 * @param users the user of each ready access token
 * @param clientId of the OAuth 2 client
 * @param clientSecret of the OAuth 2 client
 * @param clientUserId the user behind the tokens that the client gets
 * @param workspaceId the only workspace
 * @param tokenLifetime how long a token of the token endpoint is valid
 * @param imagesInPlan false for a plan without images: generations answer 403
 */
public record SimulatedAccount(
        Map<String, Long> users,
        String clientId,
        String clientSecret,
        long clientUserId,
        String workspaceId,
        Duration tokenLifetime,
        boolean imagesInPlan) {
    /** Copies the map. */
    public SimulatedAccount {
        users = Map.copyOf(users);
    }

    SimulatedAccount with(Map<String, Long> others) {
        return new SimulatedAccount(
                others, clientId, clientSecret, clientUserId, workspaceId, tokenLifetime, imagesInPlan);
    }

    SimulatedAccount withClient(String id, String secret) {
        return new SimulatedAccount(users, id, secret, clientUserId, workspaceId, tokenLifetime, imagesInPlan);
    }

    SimulatedAccount withWorkspace(String other) {
        return new SimulatedAccount(users, clientId, clientSecret, clientUserId, other, tokenLifetime, imagesInPlan);
    }

    SimulatedAccount withTokenLifetime(Duration other) {
        return new SimulatedAccount(users, clientId, clientSecret, clientUserId, workspaceId, other, imagesInPlan);
    }

    SimulatedAccount withoutImages() {
        return new SimulatedAccount(users, clientId, clientSecret, clientUserId, workspaceId, tokenLifetime, false);
    }

    /** Names no token and no secret. */
    @Override
    public String toString() {
        return "SimulatedAccount[workspace=" + workspaceId + ", users=" + users.values() + "]";
    }
}
