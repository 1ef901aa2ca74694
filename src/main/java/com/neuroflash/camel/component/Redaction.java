package com.neuroflash.camel.component;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** Takes prompt and secrets out of what a server says, because servers echo what they don't like. */
final class Redaction {
    private static final int TELLTALE = 16;
    private static final String WITHHELD = "(withheld, because it repeats the prompt)";

    private final String prompt;
    private final List<String> secrets;

    Redaction(String prompt, List<String> secrets) {
        this.prompt = prompt.strip();
        this.secrets = secrets.stream().filter(secret -> !secret.isEmpty()).toList();
    }

    String apply(String message) {
        String answer = message;
        for (String secret : secrets) {
            answer = answer.replace(secret, "[secret]");
        }
        if (prompt.isEmpty()) {
            return answer;
        }
        answer = wholePrompt().matcher(answer).replaceAll(Matcher.quoteReplacement("[prompt]"));
        return repeatsPartOfPrompt(answer) ? WITHHELD : answer;
    }

    /** A short prompt counts only as a word of its own: nearly every message holds an "a". */
    private Pattern wholePrompt() {
        String quoted = Pattern.quote(prompt);
        String bounded = prompt.length() < 4 ? "(?<![\\p{L}\\p{N}])" + quoted + "(?![\\p{L}\\p{N}])" : quoted;
        return Pattern.compile(bounded, Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
    }

    private boolean repeatsPartOfPrompt(String message) {
        Set<String> parts = new HashSet<>(parts(prompt));
        return parts(message).stream().anyMatch(parts::contains);
    }

    /** Letters and digits only, so that quoting, escaping and line breaks hide nothing. */
    private static List<String> parts(String text) {
        String bare = text.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}]", "");
        return IntStream.rangeClosed(0, bare.length() - TELLTALE)
                .mapToObj(start -> bare.substring(start, start + TELLTALE))
                .toList();
    }
}
