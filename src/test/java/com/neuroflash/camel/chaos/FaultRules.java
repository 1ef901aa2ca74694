package com.neuroflash.camel.chaos;

import java.util.Locale;

/** Fault rules as the simulator takes them. */
final class FaultRules {
    private FaultRules() {}

    /** Strikes each call of an operation with a probability. */
    static String of(String operation, double probability, String fault) {
        return String.format(
                Locale.ROOT, "{\"operation\":\"%s\",\"probability\":%s,\"fault\":%s}", operation, probability, fault);
    }

    /** Strikes the next calls of an operation. */
    static String next(String operation, int times, String fault) {
        return "{\"operation\":\"" + operation + "\",\"times\":" + times + ",\"fault\":" + fault + "}";
    }

    static String dropAfterBilling(double probability) {
        return of("generate", probability, "{\"type\":\"drop\",\"moment\":\"AFTER\"}");
    }

    static String dropBeforeBilling(double probability) {
        return of("generate", probability, "{\"type\":\"drop\",\"moment\":\"BEFORE\"}");
    }

    static String statusAfterBilling(double probability, int status) {
        return of("generate", probability, "{\"type\":\"status\",\"status\":" + status + ",\"moment\":\"AFTER\"}");
    }

    static String latency(String operation, String min, String max) {
        return of(operation, 1, "{\"type\":\"latency\",\"min\":\"" + min + "\",\"max\":\"" + max + "\"}");
    }

    static String historyLag(String operation, double probability, String lag) {
        return of(operation, probability, "{\"type\":\"history-lag\",\"lag\":\"" + lag + "\"}");
    }
}
