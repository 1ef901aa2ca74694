package com.neuroflash.camel.http;

import static java.util.Objects.requireNonNull;

import io.vertx.core.Handler;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** Lets in who may come in, with a body that can be read, before a byte of it is read. */
final class Doorkeeper implements Handler<RoutingContext> {
    private final Set<String> thisMachine;
    private final Optional<BearerToken> token;

    Doorkeeper(ServerSettings settings) {
        String address = settings.address().getHostAddress();
        thisMachine = new HashSet<>(Set.of("localhost", "127.0.0.1", "[::1]"));
        thisMachine.add(address.contains(":") ? "[" + address + "]" : address);
        this.token = requireNonNull(settings, "settings is null").token().map(BearerToken::new);
    }

    @Override
    public void handle(RoutingContext context) {
        HttpServerRequest request = context.request();
        if (token.isPresent() && !token.get().isIn(request.getHeader(HttpHeaders.AUTHORIZATION))) {
            context.response().putHeader("WWW-Authenticate", "Bearer");
            Refusals.refuse(context, Refusals.UNAUTHORIZED, "expected the header Authorization: Bearer <http.token>");
        } else if (token.isEmpty() && isOfABrowser(request)) {
            Refusals.refuse(
                    context,
                    Refusals.FORBIDDEN,
                    "without http.token only programs of this machine are served, not the pages of a browser");
        } else if (hasBody(request) && Media.of(request).isEmpty()) {
            Refusals.refuse(context, Refusals.UNSUPPORTED_MEDIA_TYPE, Media.EXPECTED);
        } else {
            context.next();
        }
    }

    /** A page of any site may send a text to this machine, and a name of any site may point to it. */
    private boolean isOfABrowser(HttpServerRequest request) {
        String host = String.valueOf(request.getHeader(HttpHeaders.HOST));
        String name = host.replaceFirst(":\\d*$", "");
        return request.headers().contains(HttpHeaders.ORIGIN) || !thisMachine.contains(name);
    }

    private static boolean hasBody(HttpServerRequest request) {
        String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        return request.headers().contains(HttpHeaders.TRANSFER_ENCODING) || length != null && !length.equals("0");
    }
}
