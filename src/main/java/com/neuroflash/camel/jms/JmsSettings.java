package com.neuroflash.camel.jms;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/**
 * Which queue of which broker; the password is masked in the text form.
 *
 * @param queue the queue's name at the broker
 * @param url the broker's, as its client writes it
 * @param user whom the broker knows; empty for one that asks nobody
 * @param password the user's
 * @param factory the class of another broker's connection factory, with a public constructor that takes the URL; empty
 *     for Artemis
 */
public record JmsSettings(
        String queue, String url, Optional<String> user, Optional<String> password, Optional<String> factory) {
    /** Checks that all are there. */
    public JmsSettings {
        requireNonNull(queue, "queue is null");
        requireNonNull(url, "url is null");
        requireNonNull(user, "user is null");
        requireNonNull(password, "password is null");
        requireNonNull(factory, "factory is null");
    }

    /** The queue in words, without what may be secret. */
    public String place() {
        return "the queue " + queue + " at " + url.replaceAll("[?;#].*", "").replaceAll("//[^/@]*@", "//");
    }

    @Override
    public String toString() {
        return "JmsSettings[" + place() + "]";
    }
}
