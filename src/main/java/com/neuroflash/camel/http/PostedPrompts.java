package com.neuroflash.camel.http;

import com.neuroflash.camel.intent.Arrival;
import com.neuroflash.camel.intent.PromptSource;
import com.neuroflash.camel.prompt.FieldProblem;
import com.neuroflash.camel.prompt.PromptLine;
import com.neuroflash.camel.prompt.PromptReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The prompts of one POST, read and checked: all can be stored, or the problems say why none is. */
final class PostedPrompts {
    static final int MOST = 1_000;
    static final String PLACE = "prompts";

    private static final String FILE = "file";

    private final List<Arrival> arrivals = new ArrayList<>();
    private final LineProblems problems = new LineProblems();
    private int lines;
    private boolean tooMany;

    private PostedPrompts() {}

    static PostedPrompts read(Posted posted) {
        PostedPrompts prompts = new PostedPrompts();
        PostIdentities identities = new PostIdentities(posted.key());
        try (PromptReader reader = posted.reader()) {
            Optional<PromptLine> line = reader.next();
            for (; line.isPresent() && !prompts.tooMany; line = reader.next()) {
                prompts.add(line.get(), identities);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("bytes in memory can't be read", e);
        }
        return prompts;
    }

    private void add(PromptLine line, PostIdentities identities) {
        lines++;
        tooMany = lines > MOST;
        if (line instanceof PromptLine.Refused refused) {
            problems.add(
                    line.number(),
                    refused.refusal().problems().stream()
                            .map(PostedPrompts::inBody)
                            .toList());
        } else if (line instanceof PromptLine.Parsed parsed) {
            arrivals.add(
                    new Arrival(parsed.message(), new PromptSource(PLACE, parsed.number()), identities.of(parsed)));
        }
    }

    private static FieldProblem inBody(FieldProblem problem) {
        return problem.field().equals(FILE) ? new FieldProblem("body", problem.message()) : problem;
    }

    List<Arrival> arrivals() {
        return List.copyOf(arrivals);
    }

    LineProblems problems() {
        return problems;
    }

    boolean tooMany() {
        return tooMany;
    }
}
