package com.neuroflash.camel.app;

import java.util.List;

/** Thrown when the service can't start with its configuration; it names every problem. */
final class ConfigurationException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    ConfigurationException(List<String> problems) {
        super("The configuration has " + problems.size() + (problems.size() == 1 ? " problem:" : " problems:")
                + System.lineSeparator() + "  " + String.join(System.lineSeparator() + "  ", problems));
    }
}
