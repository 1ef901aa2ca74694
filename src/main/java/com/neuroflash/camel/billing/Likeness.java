package com.neuroflash.camel.billing;

/**
 * L: what requests have in common that a history may be unable to tell apart, namely account and the letters and digits
 * of the prompt. The barrier holds over L, since a server may echo neither parameters nor spaces.
 *
 * @param value 64 lower-case hexadecimal digits
 */
public record Likeness(String value) {
    /** Checks the shape. */
    public Likeness {
        Sha256.requireDigest(value, "a likeness");
    }

    static Likeness of(Account account, String prompt) {
        return new Likeness(Sha256.ofParts(account.host(), account.workspaceId(), Prompts.skeleton(prompt)));
    }

    @Override
    public String toString() {
        return value;
    }
}
