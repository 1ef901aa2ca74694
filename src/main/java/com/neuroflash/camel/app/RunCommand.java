package com.neuroflash.camel.app;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Runs the service until it is stopped. */
@Command(
        name = "run",
        mixinStandardHelpOptions = true,
        description = "Runs the service until it is stopped (the default).")
final class RunCommand implements Callable<Integer> {
    @Mixin
    private ConfigurationOptions configuration;

    RunCommand() {}

    RunCommand(ConfigurationOptions configuration) {
        this.configuration = configuration;
    }

    @Override
    public Integer call() {
        Settings settings = configuration.read();
        try (Service service = Service.start(settings, ConfigurationOptions.workingDirectory())) {
            service.awaitStop();
        }
        return 0;
    }
}
