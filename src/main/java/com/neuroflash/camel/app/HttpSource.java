package com.neuroflash.camel.app;

import static java.util.Objects.requireNonNull;

import com.neuroflash.camel.http.KeepPrompts;
import com.neuroflash.camel.http.PromptServer;
import com.neuroflash.camel.http.ServerSettings;
import com.neuroflash.camel.http.TakePost;
import com.neuroflash.camel.http.TellPrompt;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.Set;
import org.apache.camel.CamelContext;

/** Prompts over HTTP. */
final class HttpSource implements Source {
    static final String ROUTE = "serve-prompts";

    private static final int MOST_PORT = 65_535;
    private static final int LEAST_OF_TOKEN = 16;

    private final ServerSettings settings;
    private Optional<PromptServer> server = Optional.empty();

    private HttpSource(ServerSettings settings) {
        this.settings = requireNonNull(settings, "settings is null");
    }

    static Optional<HttpSource> read(Values values, Problems problems) {
        Optional<String> token = values.text("http.token");
        Optional<InetAddress> address = address(values, problems);
        if (token.filter(text -> text.length() < LEAST_OF_TOKEN || !isVisible(text))
                .isPresent()) {
            problems.add(
                    "http.token",
                    "expected " + LEAST_OF_TOKEN
                            + " visible ASCII characters or more, found (a secret) of another form");
            return Optional.empty();
        }
        if (address.isPresent() && !address.get().isLoopbackAddress() && token.isEmpty()) {
            problems.add(
                    "http.address",
                    "expected an address of this machine alone, such as 127.0.0.1, or http.token (HTTP_TOKEN) set: without"
                            + " it everyone who reaches " + address.get().getHostAddress() + " could spend your quota");
            return Optional.empty();
        }
        int port = values.number("app.http-port", 0, MOST_PORT);
        long mostBytes = values.size("messages.max-size");
        return address.map(known -> new HttpSource(new ServerSettings(known, port, token, mostBytes)));
    }

    private static Optional<InetAddress> address(Values values, Problems problems) {
        String address = values.text("http.address").orElse("127.0.0.1");
        try {
            return Optional.of(InetAddress.getByName(address));
        } catch (UnknownHostException unknown) {
            problems.add(
                    "http.address", "expected an address of this machine, found '" + address + "', which is unknown");
            return Optional.empty();
        }
    }

    private static boolean isVisible(String text) {
        return text.chars().allMatch(character -> character > ' ' && character < 0x7F);
    }

    @Override
    public String name() {
        return "http";
    }

    @Override
    public String place() {
        return "http " + settings.address().getHostAddress();
    }

    @Override
    public Set<String> routes() {
        return Set.of(ROUTE);
    }

    /** Where it listens, once the context runs. */
    PromptServer server() {
        return server.orElseThrow();
    }

    @Override
    public void requireFree() {
        PromptServer.trouble(settings).ifPresent(trouble -> {
            throw new StartException("the service can't start: " + trouble);
        });
    }

    @Override
    public void bind(CamelContext context, SourceParts parts) throws Exception {
        server = Optional.of(PromptServer.install(context, settings));
        context.getRegistry().bind("takePost", new TakePost());
        context.getRegistry().bind("keepPrompts", new KeepPrompts(parts.pipeline()));
        context.getRegistry().bind("tellPrompt", new TellPrompt(parts.pipeline().recall(), parts.sink()));
    }

    @Override
    public void close() {
        server.ifPresent(PromptServer::close);
    }
}
