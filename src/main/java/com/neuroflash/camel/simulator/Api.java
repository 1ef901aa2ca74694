package com.neuroflash.camel.simulator;

/** Which path leads to which endpoint. */
final class Api {
    private Api() {}

    static Routes routes(Parts parts, InsertedRows inserted) {
        String base = parts.settings().basePath();
        HistoryEndpoints history = new HistoryEndpoints(parts);
        AccountEndpoints account = new AccountEndpoints(parts);
        AdminEndpoints admin = new AdminEndpoints(parts, inserted);
        return new Routes()
                .on(Operation.GENERATE, "POST", base + "/?", new GenerateEndpoint(Operation.GENERATE, parts))
                .on(Operation.EDIT, "POST", base + "/edit", new GenerateEndpoint(Operation.EDIT, parts))
                .on(Operation.MODELS, "GET", base + "/models", (call, variable, disturbance) -> models(parts, call))
                .on(Operation.HISTORY, "GET", base + "/history", history::page)
                .on(Operation.GENERATION, "GET", base + "/history/*", history::one)
                .on(Operation.DELETE, "DELETE", base + "/history/*", history::delete)
                .on(Operation.VIEW, "GET", SimulatorSettings.VENDOR_BASE + "/*/view", new ViewEndpoint(parts))
                .on(Operation.TOKEN, "POST", "/oauth/v2/token", account::token)
                .on(Operation.QUOTA, "GET", "/api/usage-service/v1/workspaces/*/quotas", account::quotas)
                .on(Operation.WORKSPACES, "GET", "/api/workspace-service/v1/workspaces", account::workspaces)
                .admin("GET", "/admin/faults", admin::faults)
                .admin("POST", "/admin/faults", admin::addFaults)
                .admin("DELETE", "/admin/faults", admin::clearFaults)
                .admin("GET", "/admin/bill", admin::bill)
                .admin("GET", "/admin/requests", admin::requests)
                .admin("POST", "/admin/history", admin::insert)
                .admin("DELETE", "/admin/history/*", admin::delete);
    }

    private static Answer models(Parts parts, Call call) {
        parts.guard().admit(call);
        return Answer.json(200, parts.models().all());
    }
}
