package com.neuroflash.camel.component;

/** A text that goes out as an HTTP header's value. */
final class HeaderValue {
    private HeaderValue() {}

    /** The value without surrounding white space, which mounted secrets often have at their end. */
    static String checked(String name, String value) {
        if (value == null || value.isBlank()) {
            throw new IllegalArgumentException(name + " is not set");
        }
        String stripped = value.strip();
        if (!isSafe(stripped)) {
            throw new IllegalArgumentException(
                    name + " must consist of visible ASCII characters, as it is sent as an HTTP header");
        }
        return stripped;
    }

    static boolean isSafe(String value) {
        return !value.isEmpty() && value.chars().allMatch(character -> character > 0x20 && character < 0x7f);
    }
}
