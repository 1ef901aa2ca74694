package com.neuroflash.camel.simulator;

import java.util.LinkedHashMap;
import java.util.Map;

/** What the history shows of a request: what was sent, unless a fault normalises it. */
record ShownRequest(String prompt, Map<String, Object> parameters) {
    static ShownRequest of(AskedGeneration asked, Disturbance disturbance) {
        ShownRequest shown = new ShownRequest(asked.prompt(), asked.parameters());
        for (Fault.Normalise normalise : disturbance.all(Fault.Normalise.class).toList()) {
            shown = shown.normalised(normalise);
        }
        return shown;
    }

    private ShownRequest normalised(Fault.Normalise how) {
        Map<String, Object> changed = new LinkedHashMap<>();
        parameters.forEach((name, value) -> {
            if (!how.drop().contains(name)) {
                changed.put(how.rename().getOrDefault(name, name), value);
            }
        });
        return new ShownRequest(how.trimPrompt() ? prompt.strip() : prompt, changed);
    }

    /** Names no prompt: prompts never reach a log. */
    @Override
    public String toString() {
        return "ShownRequest[" + parameters + "]";
    }
}
