package com.neuroflash.camel.app;

import com.neuroflash.camel.billing.Account;
import com.neuroflash.camel.component.NeuroflashComponent;
import com.neuroflash.camel.component.NeuroflashConfiguration;
import com.neuroflash.camel.simulator.Simulator;
import com.neuroflash.camel.simulator.SimulatorSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.apache.camel.util.FileUtil;

/** The API that prompts are sent to: the configured one, or a simulator that ends with this. */
final class ApiAccess implements AutoCloseable {
    private final Settings settings;
    private final Optional<Simulator> simulator;
    private final Runnable atEnd;

    private ApiAccess(Settings settings, Optional<Simulator> simulator, Runnable atEnd) {
        this.settings = settings;
        this.simulator = simulator;
        this.atEnd = atEnd;
    }

    static ApiAccess open(Settings settings) {
        if (!settings.simulated()) {
            return new ApiAccess(settings, Optional.empty(), () -> {});
        }
        SimulatorSettings simulated =
                SimulatorSettings.in(settings.app().simulatorDirectory()).withPort(settings.simulatorPort());
        return new ApiAccess(settings, Optional.of(Simulator.start(simulated)), () -> {});
    }

    /** For what is the same in every simulator: one that needs no directory which a running service may have. */
    static ApiAccess beside(Settings settings) throws IOException {
        if (!settings.simulated()) {
            return open(settings);
        }
        Path directory = Files.createTempDirectory("neuroflash-simulator");
        Simulator simulator = Simulator.start(SimulatorSettings.in(directory));
        return new ApiAccess(settings, Optional.of(simulator), () -> FileUtil.removeDir(directory.toFile()));
    }

    /** Where the API is. */
    String baseUrl() {
        return simulator
                .map(Simulator::baseUrl)
                .or(() -> settings.neuroflash().baseUrl())
                .orElseThrow()
                .toString();
    }

    /** Whose history and quota the prompts are for. */
    Account account() {
        return settings.neuroflash()
                .account()
                .orElseGet(() -> new Account("simulator", SimulatorSettings.DEFAULT_WORKSPACE));
    }

    /** A stable name of the credentials, without a secret. */
    String principal() {
        return settings.neuroflash().principal();
    }

    /** A component that speaks to the API; the context that it is added to closes it. */
    NeuroflashComponent component() {
        Settings.Neuroflash neuroflash = settings.neuroflash();
        NeuroflashConfiguration configuration = new NeuroflashConfiguration();
        configuration.setBaseUrl(baseUrl());
        if (simulator.isPresent()) {
            configuration.setWorkspaceId(SimulatorSettings.DEFAULT_WORKSPACE);
            configuration.setAccessToken(SimulatorSettings.DEFAULT_ACCESS_TOKEN);
        } else {
            neuroflash.workspaceId().ifPresent(configuration::setWorkspaceId);
            neuroflash.accessToken().ifPresent(configuration::setAccessToken);
            neuroflash.clientId().ifPresent(configuration::setClientId);
            neuroflash.clientSecret().ifPresent(configuration::setClientSecret);
            configuration.setTokenUrl(neuroflash.tokenUrl().toString());
        }
        configuration.setConnectTimeout(neuroflash.connectTimeout().toMillis());
        configuration.setResponseTimeout(neuroflash.responseTimeout().toMillis());
        configuration.setMaxConnections(settings.pipeline().concurrency());
        configuration.setMaxImageSize(Long.toString(settings.delivery().maxImageSize()));
        configuration.setWorkDirectory(settings.app().workDirectory().toString());
        NeuroflashComponent component = new NeuroflashComponent();
        component.setConfiguration(configuration);
        return component;
    }

    @Override
    public void close() {
        simulator.ifPresent(Simulator::close);
        atEnd.run();
    }
}
