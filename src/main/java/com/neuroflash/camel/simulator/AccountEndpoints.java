package com.neuroflash.camel.simulator;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Access tokens by OAuth 2 client credentials, the image quota, and the workspaces. */
final class AccountEndpoints {
    private static final String IMAGES = "images";

    private final SimulatedAccount account;
    private final Guard guard;
    private final AccessTokens tokens;
    private final Quota quota;

    AccountEndpoints(Parts parts) {
        this.account = parts.settings().account();
        this.guard = parts.guard();
        this.tokens = parts.tokens();
        this.quota = parts.quota();
    }

    Answer token(Call call, String variable, Disturbance disturbance) {
        String type = call.header(Answer.CONTENT_TYPE).orElse("").toLowerCase(Locale.ROOT);
        if (!type.startsWith("application/x-www-form-urlencoded")) {
            return oauthError(400, "invalid_request", "The body must be application/x-www-form-urlencoded");
        }
        Map<String, String> form = Call.form(call.text());
        if (!"client_credentials".equals(form.get("grant_type"))) {
            return oauthError(400, "unsupported_grant_type", "grant_type must be client_credentials");
        }
        if (!account.clientId().equals(form.get("client_id"))
                || !account.clientSecret().equals(form.get("client_secret"))) {
            return oauthError(401, "invalid_client", "client not found or wrong secret");
        }
        if (!List.of(form.getOrDefault("scope", "").split(" ")).contains("openid")) {
            return oauthError(400, "invalid_scope", "scope must contain openid");
        }
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("access_token", tokens.issue());
        body.put("token_type", "Bearer");
        body.put("expires_in", account.tokenLifetime().toSeconds());
        return Answer.json(200, body).withHeader("Cache-Control", "no-store");
    }

    Answer quotas(Call call, String workspace, Disturbance disturbance) {
        guard.user(call);
        guard.checkWorkspace(workspace);
        if (!call.parameter("usageTypeKey").orElse(IMAGES).equals(IMAGES)) {
            return Answer.json(200, paged(List.of()));
        }
        Quota.Usage usage = quota.usage();
        Map<String, Object> images = new LinkedHashMap<>();
        images.put("usageTypeKey", IMAGES);
        images.put("limitAmount", usage.monthly());
        images.put("limitAmountDaily", usage.daily());
        images.put("usedAmount", usage.usedMonthly());
        images.put("usedAmountDaily", usage.usedDaily());
        images.put("availableAmount", Math.max(0, usage.monthly() - usage.usedMonthly()));
        images.put("bonusAmount", 0);
        images.put("spilloverAmount", 0);
        images.put("dailyRefreshed", usage.day().toString());
        images.put("fairUseLimitReached", false);
        return Answer.json(200, paged(List.of(images)));
    }

    Answer workspaces(Call call, String variable, Disturbance disturbance) {
        guard.user(call);
        return Answer.json(200, paged(List.of(Map.of("id", account.workspaceId(), "name", "Simulated workspace"))));
    }

    private static Map<String, Object> paged(List<?> data) {
        Map<String, Object> page = new LinkedHashMap<>();
        page.put("number", 0);
        page.put("size", 20);
        page.put("totalElements", data.size());
        page.put("totalPages", 1);
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("data", data);
        body.put("page", page);
        return body;
    }

    private static Answer oauthError(int status, String error, String description) {
        return Answer.json(status, Map.of("error", error, "error_description", description));
    }
}
