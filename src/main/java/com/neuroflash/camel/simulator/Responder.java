package com.neuroflash.camel.simulator;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Optional;

/** Writes answers, with the faults that strike on the wire, and records what became of billed ones. */
final class Responder {
    private static final int CHUNK = 64 * 1024;

    private final Store store;
    private final Workers workers;

    Responder(Store store, Workers workers) {
        this.store = store;
        this.workers = workers;
    }

    void send(HttpExchange exchange, Answer answer, Disturbance disturbance) {
        Answer disturbed = BodyFaults.apply(answer, disturbance);
        // recorded first, so that a client that has its answer finds it in the bill
        record(answer, answer.status() < 300 ? AnswerState.DELIVERED : AnswerState.FAILED);
        try {
            begin(exchange, disturbed, disturbance);
            InputStream in = disturbed.content().opener().open();
            write(exchange, in, disturbed, disturbance);
        } catch (IOException ignored) {
            drop(exchange, answer); // the client has gone
        } catch (RuntimeException e) {
            drop(exchange, answer);
            throw e;
        }
    }

    void drop(HttpExchange exchange, Answer answer) {
        record(answer, AnswerState.DROPPED);
        exchange.close();
    }

    private static void begin(HttpExchange exchange, Answer answer, Disturbance disturbance) throws IOException {
        answer.headers().forEach((name, value) -> exchange.getResponseHeaders().set(name, value));
        exchange.sendResponseHeaders(answer.status(), declaredLength(answer, disturbance));
    }

    /** The server's own notation: -1 for no body, 0 for a chunked one. */
    private static long declaredLength(Answer answer, Disturbance disturbance) {
        boolean chunked = disturbance.all(Fault.Oversize.class).anyMatch(oversize -> !oversize.declared());
        long length = answer.content().length();
        return length == 0 ? -1 : chunked ? 0 : length;
    }

    private void write(HttpExchange exchange, InputStream in, Answer answer, Disturbance disturbance)
            throws IOException {
        long length = answer.content().length();
        if (disturbance.all(Fault.Truncate.class).anyMatch(Fault.Truncate::wholeLength)) {
            try (in) {
                copy(in, exchange.getResponseBody(), length / 2);
            }
            drop(exchange, answer);
            return;
        }
        Optional<Fault.Stall> stall = disturbance.first(Fault.Stall.class);
        if (stall.isPresent()) {
            copy(in, exchange.getResponseBody(), length / 2);
            exchange.getResponseBody().flush();
            workers.after(stall.get().duration(), () -> finish(exchange, in, answer));
        } else {
            copyRest(exchange, in);
        }
    }

    private void finish(HttpExchange exchange, InputStream in, Answer answer) {
        try {
            copyRest(exchange, in);
        } catch (IOException ignored) {
            drop(exchange, answer); // the client has gone
        }
    }

    private static void copyRest(HttpExchange exchange, InputStream in) throws IOException {
        try (in) {
            copy(in, exchange.getResponseBody(), Long.MAX_VALUE);
        }
        exchange.close();
    }

    private static void copy(InputStream in, OutputStream out, long length) throws IOException {
        byte[] buffer = new byte[(int) Math.min(CHUNK, Math.max(1, length))];
        long left = length;
        int read;
        while (left > 0 && (read = in.read(buffer, 0, (int) Math.min(buffer.length, left))) > 0) {
            out.write(buffer, 0, read);
            left -= read;
        }
    }

    private void record(Answer answer, AnswerState state) {
        answer.batchId().ifPresent(batchId -> store.answered(batchId, state));
    }
}
