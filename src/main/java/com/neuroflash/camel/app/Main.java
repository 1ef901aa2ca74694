package com.neuroflash.camel.app;

import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** The command line: {@code run} unless another sub-command is named. */
@Command(
        name = "neuroflash-camel",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        exitCodeOnInvalidInput = 1,
        scope = CommandLine.ScopeType.INHERIT,
        description =
                "Turns prompt messages into delivered neuroflash images. Without a sub-command it runs the service.",
        subcommands = {
            RunCommand.class,
            SimulatorCommand.class,
            DoctorCommand.class,
            LedgerCommand.class,
            ReplayCommand.class
        })
public final class Main implements Callable<Integer> {
    private static final String REPEATED = "option option ";
    private static final CommandLine USUAL = new CommandLine(CommandLine.Model.CommandSpec.create());

    @Mixin
    private ConfigurationOptions configuration;

    /** Exits with the sub-command's status: 0 when it did its work, 1 when it could not. */
    public static void main(String[] arguments) {
        System.setProperty("java.awt.headless", "true");
        System.setProperty("sun.net.httpserver.nodelay", "true");
        System.exit(commandLine().execute(arguments));
    }

    static CommandLine commandLine() {
        return commandLine(CommandLine.defaultFactory());
    }

    static CommandLine commandLine(CommandLine.IFactory factory) {
        return new CommandLine(new Main(), factory)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setParameterExceptionHandler(Main::explain)
                .setExecutionExceptionHandler(Main::report);
    }

    @Override
    public Integer call() {
        return new RunCommand(configuration).call();
    }

    /** As picocli does, but for a word that it repeats. */
    private static int explain(CommandLine.ParameterException wrong, String[] arguments) throws Exception {
        CommandLine commandLine = wrong.getCommandLine();
        String message = String.valueOf(wrong.getMessage());
        CommandLine.ParameterException told = message.contains(REPEATED)
                ? new CommandLine.ParameterException(
                        commandLine, message.replace(REPEATED, "option "), wrong, wrong.getArgSpec(), wrong.getValue())
                : wrong;
        return USUAL.getParameterExceptionHandler().handleParseException(told, arguments);
    }

    private static int report(Exception failure, CommandLine commandLine, CommandLine.ParseResult parsed) {
        commandLine.getErr().println(failure.getMessage());
        return 1;
    }
}
