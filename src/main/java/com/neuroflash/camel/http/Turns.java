package com.neuroflash.camel.http;

import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Lets a few requests at a time go on to have their bodies read, so that bodies never fill the memory; the others wait
 * unread. Everything happens on the server's one event loop.
 */
final class Turns implements Handler<RoutingContext> {
    private final int most;
    private final Deque<RoutingContext> waiting = new ArrayDeque<>();
    private Runnable whenEmpty = () -> {};
    private int running;
    private boolean stopped;

    Turns(int most) {
        this.most = most;
    }

    @Override
    public void handle(RoutingContext request) {
        if (stopped) {
            Refusals.refuse(request, Refusals.UNAVAILABLE, "the service stops; send it again");
            return;
        }
        request.addEndHandler(ended -> leave(request));
        if (running < most) {
            begin(request);
        } else {
            request.request().pause();
            waiting.add(request);
        }
    }

    private void begin(RoutingContext request) {
        running++;
        request.next();
    }

    private void leave(RoutingContext request) {
        if (waiting.remove(request)) {
            return;
        }
        running--;
        if (!waiting.isEmpty()) {
            begin(waiting.remove());
        } else if (running == 0) {
            whenEmpty.run();
        }
    }

    /** Lets nobody in any more and tells when all who are inside or waiting have been answered. */
    void stop(Runnable empty) {
        stopped = true;
        whenEmpty = empty;
        if (running == 0) {
            empty.run();
        }
    }
}
