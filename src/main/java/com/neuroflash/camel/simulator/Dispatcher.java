package com.neuroflash.camel.simulator;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.time.Clock;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes each call through its faults: wait, fail, do the work, wait, fail, answer. Waiting holds no thread. */
final class Dispatcher implements HttpHandler {
    private static final Logger LOG = LoggerFactory.getLogger(Dispatcher.class);

    private final Routes routes;
    private final Faults faults;
    private final RequestCounts counts;
    private final Responder responder;
    private final Workers workers;
    private final AccessTokens tokens;
    private final Clock clock;

    Dispatcher(Routes routes, Parts parts, Responder responder, Workers workers) {
        this.routes = routes;
        this.faults = parts.faults();
        this.counts = parts.counts();
        this.tokens = parts.tokens();
        this.clock = parts.settings().clock();
        this.responder = responder;
        this.workers = workers;
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        try {
            Call call = Call.read(exchange, clock.instant());
            Routes.Route route = routes.find(call);
            Disturbance disturbance = route.operation().map(this::begin).orElse(Disturbance.NONE);
            workers.after(disturbance.delay(Moment.BEFORE), () -> work(exchange, call, route, disturbance));
        } catch (Refusal e) {
            responder.send(exchange, e.answer(), Disturbance.NONE);
        }
    }

    private Disturbance begin(Operation operation) {
        counts.count(operation);
        return faults.draw(operation);
    }

    private void work(HttpExchange exchange, Call call, Routes.Route route, Disturbance disturbance) {
        if (disturbance.has(Fault.ExpireTokens.class)) {
            tokens.expireAll();
        }
        if (disturbance.drops(Moment.BEFORE)) {
            exchange.close();
            return;
        }
        Optional<Fault.Status> instead = disturbance.status(Moment.BEFORE);
        if (instead.isPresent()) {
            responder.send(exchange, Answer.of(instead.get()), Disturbance.NONE);
            return;
        }
        Answer answer = answer(call, route, disturbance);
        workers.after(disturbance.delay(Moment.AFTER), () -> finish(exchange, answer, disturbance));
    }

    private void finish(HttpExchange exchange, Answer answer, Disturbance disturbance) {
        if (disturbance.drops(Moment.AFTER)) {
            responder.drop(exchange, answer);
            return;
        }
        Optional<Fault.Status> instead = disturbance.status(Moment.AFTER);
        if (instead.isPresent()) {
            responder.send(exchange, Answer.of(instead.get()).billedAs(answer), Disturbance.NONE);
        } else {
            responder.send(exchange, answer, disturbance);
        }
    }

    private static Answer answer(Call call, Routes.Route route, Disturbance disturbance) {
        try {
            return route.endpoint().answer(call, route.variable(), disturbance);
        } catch (Refusal e) {
            return e.answer();
        } catch (RuntimeException e) {
            LOG.warn(
                    "The simulator failed in {}",
                    route.operation().map(Operation::text).orElse("admin"),
                    e);
            return Refusal.detail(500, "Internal Server Error").answer();
        }
    }
}
