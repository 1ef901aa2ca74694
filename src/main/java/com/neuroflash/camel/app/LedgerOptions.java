package com.neuroflash.camel.app;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.neuroflash.camel.ledger.Ledger;
import com.neuroflash.camel.ledger.LedgerSettings;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.util.function.Function;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What every sub-command of {@code ledger} and {@code replay} has: the configuration, the ledger beside a running service, two ways to say it. */
final class LedgerOptions {
    /** ASCII, whatever the terminal's character set. */
    private static final ObjectWriter JSON = JsonMapper.builder()
            .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
            .build()
            .writerWithDefaultPrettyPrinter();

    @Mixin
    private ConfigurationOptions configuration;

    @Option(names = "--json", description = "prints JSON for machines instead of text")
    private boolean json;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    /** What is done with an open ledger. */
    interface Work {
        Answer in(Settings settings, Ledger ledger);
    }

    /** Opens the ledger that is there, and prints what the work answers. */
    int answer(Work work) {
        Settings settings = configuration.read();
        if (settings.ledger().file().filter(Files::notExists).isPresent()) {
            throw new CommandException(
                    "there is no ledger at " + settings.ledger().place()
                            + ": call this where the service runs, with its configuration (ledger.url, app.data-directory);"
                            + " the service makes the ledger when it first starts, ledger rebuild after a loss");
        }
        return answer(settings, work);
    }

    /** Opens the ledger, makes it if need be, and prints what the work answers. */
    int answerFromNew(Work work) {
        return answer(configuration.read(), work);
    }

    /** Prints what is answered without a ledger. */
    int answerWithout(Function<Settings, Answer> work) {
        return print(work.apply(configuration.read()));
    }

    private int answer(Settings settings, Work work) {
        try (Ledger ledger = Ledger.open(settings.ledger().toLedgerSettings(LedgerSettings.Access.COMMAND))) {
            return print(work.in(settings, ledger));
        }
    }

    private int print(Answer answer) {
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(write(answer.json()));
        } else {
            answer.text().forEach(out::println);
        }
        out.flush();
        return answer.status();
    }

    private static String write(Object json) {
        try {
            return JSON.writeValueAsString(json);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("maps and texts can't be written as JSON", impossible);
        }
    }
}
