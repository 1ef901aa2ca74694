package com.neuroflash.camel.prompt;

import com.neuroflash.camel.api.GenerationRequest;
import java.util.Optional;

/** A prompt that is nothing but its text. */
final class TextPrompt {
    private TextPrompt() {}

    static PromptMessage parse(String text) throws RefusedPrompt {
        String prompt = text.strip();
        Optional<String> problem = prompt.isEmpty()
                ? Optional.of("is empty; write what to generate")
                : Texts.problem(prompt, MessageFields.MOST_OF_PROMPT);
        if (problem.isPresent()) {
            throw new RefusedPrompt(MessageFields.PROMPT, problem.get());
        }
        return PromptMessage.of(GenerationRequest.of(prompt));
    }
}
