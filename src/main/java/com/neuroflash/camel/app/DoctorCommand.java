package com.neuroflash.camel.app;

import com.neuroflash.camel.api.AuthenticationException;
import com.neuroflash.camel.api.Model;
import com.neuroflash.camel.api.Neuroflash;
import com.neuroflash.camel.api.NeuroflashException;
import com.neuroflash.camel.component.NeuroflashComponent;
import com.neuroflash.camel.delivery.FileTrouble;
import com.neuroflash.camel.delivery.ProbeResult;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.apache.camel.impl.DefaultCamelContext;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Checks, without billing anything, what a run needs: a line each, ok or what to do. */
@Command(
        name = "doctor",
        mixinStandardHelpOptions = true,
        description = "Checks configuration, token, models, base path and sink: a line each, ok or what to do. Bills"
                + " nothing. Exit status 0 when all is well, 1 otherwise.")
final class DoctorCommand implements Callable<Integer> {
    private static final String SEED_BASE = "/api/ds-prototypes";
    private static final String TOKEN_ENDPOINT = "the token endpoint";
    private static final String VENDOR_BASE = "/api/ds-prototypes/image_generation";

    @Mixin
    private ConfigurationOptions configuration;

    @Spec
    private CommandSpec spec;

    private boolean wrong;

    @Override
    public Integer call() {
        Settings settings;
        try {
            settings = configuration.read();
        } catch (ConfigurationException problems) {
            fails("configuration", problems.getMessage());
            return 1;
        }
        ok("configuration", "profile " + settings.app().profile() + (settings.simulated() ? ", simulated" : ""));
        checkInbox(settings);
        settings.sources().forEach(this::checkSource);
        checkApi(settings);
        checkSinks(settings);
        return wrong ? 1 : 0;
    }

    private void checkInbox(Settings settings) {
        if (!settings.inbox().enabled()) {
            ok("inbox", "not watched (inbox.enabled=false)");
            return;
        }
        Path inbox = settings.inbox().directory();
        try {
            Files.createDirectories(inbox);
            Path probe = Files.createTempFile(inbox, ".doctor", ".tmp");
            Files.delete(probe);
            ok("inbox", inbox.toString());
        } catch (IOException failure) {
            fails("inbox", FileTrouble.words(failure) + "; it must be a directory that this user may read and write");
        }
    }

    private void checkSource(Source source) {
        try (source) {
            source.trouble()
                    .ifPresentOrElse(
                            trouble -> fails(
                                    "source " + source.name(),
                                    source.place() + " can't be read: " + trouble
                                            + "; see to its server and to what is configured below " + source.name()
                                            + "."),
                            () -> ok("source " + source.name(), source.place()));
        }
    }

    private void checkApi(Settings settings) {
        try (ApiAccess api = ApiAccess.open(settings);
                DefaultCamelContext context = new DefaultCamelContext()) {
            NeuroflashComponent component = api.component();
            context.addComponent("neuroflash", component);
            context.start();
            checkModels(component, api.baseUrl(), settings.neuroflash());
        } catch (IOException failure) {
            fails("API", FileTrouble.words(failure));
        }
    }

    private void checkModels(NeuroflashComponent component, String baseUrl, Settings.Neuroflash configured) {
        try {
            List<Model> models = component.client().models();
            ok("token", "accepted");
            ok("base path", baseUrl);
            reportModels(models);
        } catch (AuthenticationException failure) {
            fails("token", told(failure) + otherTokenUrl(configured));
        } catch (NeuroflashException failure) {
            if (failure.status().orElse(0) == 404) {
                ok("token", "not refused");
                fails("base path", otherBase(component, baseUrl).orElse(failure.getMessage()));
            } else if (told(failure).startsWith(TOKEN_ENDPOINT)) {
                fails("token", told(failure) + otherTokenUrl(configured));
            } else {
                fails("models", told(failure));
            }
        }
    }

    /** Without the operation's name, which the line has. */
    private static String told(NeuroflashException failure) {
        return String.valueOf(failure.getMessage()).replaceFirst("^models: ", "");
    }

    /** The API may be another host's than the vendor's, whose tokens it does not know. */
    private static String otherTokenUrl(Settings.Neuroflash configured) {
        return configured.clientId().isEmpty()
                ? ""
                : " The tokens come from neuroflash.token-url=" + configured.tokenUrl()
                        + ": for an API at another host set it (NEUROFLASH_TOKEN_URL) to that one's.";
    }

    private void reportModels(List<Model> models) {
        String allowed = models.stream()
                .filter(model -> model.allowed().orElse(true))
                .map(Model::id)
                .collect(Collectors.joining(", "));
        if (allowed.isEmpty()) {
            fails(
                    "models",
                    "none is allowed for this account; image generation needs a subscription plan with image credits");
        } else {
            ok("models", allowed);
        }
    }

    /** Of the two base paths in the vendor's pages the other one may be the one that answers. */
    private Optional<String> otherBase(NeuroflashComponent component, String baseUrl) {
        URI configured = URI.create(baseUrl);
        String other = configured.getPath().equals(VENDOR_BASE) ? SEED_BASE : VENDOR_BASE;
        String otherUrl = configured.resolve(other).toString();
        component.getConfiguration().setBaseUrl(otherUrl);
        Neuroflash client = component.client();
        try {
            client.models();
            return Optional.of(baseUrl + " has no models, " + otherUrl + " has: set neuroflash.base-url=" + otherUrl);
        } catch (NeuroflashException none) {
            return Optional.of(
                    "neither " + baseUrl + " nor " + otherUrl + " has models; ask the vendor for the base URL"
                            + " (at the other one: " + none.getMessage() + ")");
        }
    }

    private void checkSinks(Settings settings) {
        try (Sinks sinks = Sinks.open(settings)) {
            sinks.makeDefaultDirectory(settings);
            sinks.all().forEach(this::checkSink);
        } catch (IOException failure) {
            fails("sink", FileTrouble.words(failure) + "; create it, or give this user the right to");
        }
    }

    private void checkSink(Sink sink) {
        Optional<ProbeResult> result = sink.probe();
        if (result.isEmpty()) {
            ok("sink", sink.place() + " (a sink of your own is not probed)");
        } else if (result.get() instanceof ProbeResult.Ready ready) {
            ok("sink", sink.place() + ": " + ready.finding());
        } else if (result.get() instanceof ProbeResult.Weaker weaker) {
            ok("sink", sink.place() + ": " + weaker.finding() + "; " + weaker.advice());
        } else if (result.get() instanceof ProbeResult.Unusable unusable) {
            fails("sink", unusable.finding() + "; " + unusable.advice());
        }
    }

    private void ok(String what, String finding) {
        print("ok  ", what, finding);
    }

    private void fails(String what, String finding) {
        wrong = true;
        print("FAIL", what, finding);
    }

    private void print(String verdict, String what, String finding) {
        PrintWriter out = spec.commandLine().getOut();
        out.printf("%s  %-14s %s%n", verdict, what, finding);
        out.flush();
    }
}
