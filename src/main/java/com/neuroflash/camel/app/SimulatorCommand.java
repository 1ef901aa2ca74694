package com.neuroflash.camel.app;

import com.neuroflash.camel.simulator.FaultForms;
import com.neuroflash.camel.simulator.FaultRule;
import com.neuroflash.camel.simulator.Faults;
import com.neuroflash.camel.simulator.Simulator;
import com.neuroflash.camel.simulator.SimulatorSettings;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code simulator}: a local neuroflash on a port of its own, until the process is ended. */
@Command(
        name = "simulator",
        mixinStandardHelpOptions = true,
        description =
                "Runs a local neuroflash: the whole API with real images, on this machine only, until it is ended.",
        footerHeading = "%nWithout a token:%n")
public final class SimulatorCommand implements Callable<Integer> {
    @Option(names = "--port", defaultValue = "8089", description = "The port; 0 takes a free one (${DEFAULT-VALUE}).")
    private int port;

    @Option(
            names = "--host",
            defaultValue = "127.0.0.1",
            description = "The address to listen on (${DEFAULT-VALUE}); beyond the loopback anyone may set faults.")
    private String host;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            defaultValue = "data/simulator",
            description = "Where its state is kept (${DEFAULT-VALUE}).")
    private Path data;

    @Option(
            names = "--fast",
            description = "Prepared images that differ in a few bytes, instead of painted ones: for measurements.")
    private boolean fast;

    @Option(
            names = "--fast-bytes",
            defaultValue = "262144",
            description = "The length of a prepared image (${DEFAULT-VALUE}).")
    private long fastBytes;

    @Option(
            names = "--pixels",
            defaultValue = "1048576",
            description = "Width times height of an image, about (${DEFAULT-VALUE}).")
    private int pixels;

    @Option(names = "--seed", defaultValue = "0", description = "Another seed paints other images (${DEFAULT-VALUE}).")
    private long seed;

    @Option(
            names = "--access-token",
            defaultValue = SimulatorSettings.DEFAULT_ACCESS_TOKEN,
            description = "The access token that is valid (${DEFAULT-VALUE}).")
    private String accessToken;

    @Option(
            names = "--workspace-id",
            defaultValue = SimulatorSettings.DEFAULT_WORKSPACE,
            description = "The workspace (${DEFAULT-VALUE}).")
    private String workspaceId;

    @Option(
            names = "--client-id",
            defaultValue = SimulatorSettings.DEFAULT_CLIENT_ID,
            description = "The OAuth 2 client (${DEFAULT-VALUE}).")
    private String clientId;

    @Option(
            names = "--client-secret",
            defaultValue = SimulatorSettings.DEFAULT_CLIENT_SECRET,
            description = "The OAuth 2 client's secret (${DEFAULT-VALUE}).")
    private String clientSecret;

    @Option(
            names = "--token-lifetime",
            paramLabel = "SECONDS",
            defaultValue = "14400",
            description = "How long an issued token is valid (${DEFAULT-VALUE}).")
    private long tokenLifetimeSeconds;

    @Option(
            names = "--monthly-quota",
            defaultValue = "1000000",
            description = "Images a month, in UTC (${DEFAULT-VALUE}).")
    private long monthlyQuota;

    @Option(names = "--daily-quota", defaultValue = "1000000", description = "Images a day, in UTC (${DEFAULT-VALUE}).")
    private long dailyQuota;

    @Option(names = "--requests-per-second", defaultValue = "0", description = "Answers 429 above; 0 for no limit.")
    private int requestsPerSecond;

    @Option(names = "--no-images-in-plan", description = "A plan without images: generations answer 403.")
    private boolean noImagesInPlan;

    @Option(
            names = "--vendor-base",
            description = "Answers below " + SimulatorSettings.VENDOR_BASE + " instead of "
                    + SimulatorSettings.SEED_BASE + ".")
    private boolean vendorBase;

    @Option(
            names = "--faults",
            paramLabel = "FILE",
            description = "A JSON list of faults to begin with, as POST /admin/faults takes them.")
    private Path faults;

    private CommandSpec spec;

    @Spec
    void describe(CommandSpec described) {
        spec = described;
        described.usageMessage().footer(help());
    }

    private static String[] help() {
        List<String> lines = new ArrayList<>(List.of(
                "  GET /admin/bill           what was billed",
                "  GET /admin/requests       how often each operation was called",
                "  POST /admin/faults        what goes wrong in the calls to come",
                "  DELETE /admin/faults      ends that; GET lists it",
                "  POST /admin/history       another client's images",
                "  DELETE /admin/history/ID  takes one away",
                "",
                "A fault strikes so many calls (times) or each with a probability (1); POST it,",
                "or a list, as",
                "  " + FaultForms.EXAMPLE,
                "",
                "The types of faults with their fields:"));
        FaultForms.all().forEach(form -> lines.add("  " + form));
        return lines.toArray(String[]::new);
    }

    @Override
    public Integer call() throws InterruptedException {
        try (Simulator simulator = start()) {
            announce(simulator, spec.commandLine().getOut());
            new CountDownLatch(1).await(); // its journal is complete at any time, so that ending needs no farewell
        }
        return CommandLine.ExitCode.OK;
    }

    private Simulator start() {
        try {
            return Simulator.start(settings());
        } catch (RuntimeException | IOException e) {
            throw new CommandLine.ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }

    private SimulatorSettings settings() throws IOException {
        SimulatorSettings settings = SimulatorSettings.in(data)
                .withHost(host)
                .withPort(port)
                .withBasePath(vendorBase ? SimulatorSettings.VENDOR_BASE : SimulatorSettings.SEED_BASE)
                .withAccessToken(accessToken)
                .withWorkspace(workspaceId)
                .withClient(clientId, clientSecret)
                .withTokenLifetime(Duration.ofSeconds(tokenLifetimeSeconds))
                .withImagePixels(pixels)
                .withFastImages(fast ? fastBytes : 0)
                .withSeed(seed)
                .withQuota(monthlyQuota, dailyQuota)
                .withRequestsPerSecond(requestsPerSecond)
                .withFaults(faultRules());
        return noImagesInPlan ? settings.withoutImagesInPlan() : settings;
    }

    private List<FaultRule> faultRules() throws IOException {
        return faults == null ? List.of() : Faults.parse(Files.readString(faults));
    }

    private void announce(Simulator simulator, PrintWriter out) {
        out.println("neuroflash simulator: images are simulated, nothing is billed");
        out.println("  base URL      " + simulator.baseUrl());
        out.println("  token URL     " + simulator.tokenUrl());
        out.println("  access token  " + accessToken);
        out.println("  client        " + clientId + " / " + clientSecret);
        out.println("  workspace     " + workspaceId);
        out.println("  admin         " + simulator.baseUrl().resolve("/admin/bill") + " and /admin/faults");
        out.println("  data          " + data.toAbsolutePath().normalize());
        out.println("Ctrl-C ends it.");
        out.flush();
    }
}
