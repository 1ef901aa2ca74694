package com.neuroflash.camel.billing;

import java.text.Normalizer;
import java.util.Locale;

/** How a server was seen to keep prompts; from the finest to the coarsest. */
enum PromptForm {
    EXACT {
        @Override
        String apply(String prompt) {
            return prompt;
        }
    },
    TRIMMED {
        @Override
        String apply(String prompt) {
            return prompt.strip();
        }
    },
    COMPOSED {
        @Override
        String apply(String prompt) {
            return Normalizer.normalize(prompt.strip(), Normalizer.Form.NFC);
        }
    },
    COLLAPSED {
        @Override
        String apply(String prompt) {
            return COMPOSED.apply(prompt).replaceAll("(?U)\\s+", " ");
        }
    },
    LOWER_CASE {
        @Override
        String apply(String prompt) {
            return COLLAPSED.apply(prompt).toLowerCase(Locale.ROOT);
        }
    };

    /** What the history is expected to show. */
    abstract String apply(String prompt);
}
