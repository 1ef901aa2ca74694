package com.neuroflash.camel.simulator;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Which endpoint answers which method and path. */
final class Routes {
    private final List<Rule> rules = new ArrayList<>();

    private record Rule(Optional<Operation> operation, String method, Pattern path, Endpoint endpoint) {}

    /** A call's endpoint with the changing part of its path; without operation it is never disturbed nor counted. */
    record Route(Optional<Operation> operation, Endpoint endpoint, String variable) {}

    /** The path may have one star for a changing segment, and an optional slash at its end when it ends in {@code /?}. */
    Routes on(Operation operation, String method, String path, Endpoint endpoint) {
        rules.add(new Rule(Optional.of(operation), method, pattern(path), endpoint));
        return this;
    }

    Routes admin(String method, String path, Endpoint endpoint) {
        rules.add(new Rule(Optional.empty(), method, pattern(path), endpoint));
        return this;
    }

    Route find(Call call) {
        boolean known = false;
        for (Rule rule : rules) {
            Matcher matcher = rule.path().matcher(call.path());
            if (matcher.matches()) {
                if (rule.method().equals(call.method())) {
                    String variable = matcher.groupCount() == 0 ? "" : Call.decode(matcher.group(1));
                    return new Route(rule.operation(), rule.endpoint(), variable);
                }
                known = true;
            }
        }
        throw known ? Refusal.detail(405, "Method Not Allowed") : Refusal.detail(404, "Not Found");
    }

    private static Pattern pattern(String path) {
        return Pattern.compile(path.replace("*", "([^/]+)"));
    }
}
