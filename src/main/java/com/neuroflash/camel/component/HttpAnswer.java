package com.neuroflash.camel.component;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.camel.Message;
import org.apache.camel.component.http.HttpConstants;
import org.apache.hc.core5.http.io.EofSensorInputStream;

/** One answer whose body is still on the wire; closing it before the end drops the connection instead of draining it. */
final class HttpAnswer implements AutoCloseable {
    private static final Pattern LENGTH = Pattern.compile("[0-9]{1,18}");

    private final Message message;
    private final InputStream body;
    private final long deadline;

    HttpAnswer(Message message, InputStream body, long deadline) {
        this.message = message;
        this.body = body;
        this.deadline = deadline;
    }

    int status() {
        return message.getHeader(HttpConstants.HTTP_RESPONSE_CODE, 0, Integer.class);
    }

    boolean isSuccess() {
        return status() >= 200 && status() < 300;
    }

    Optional<String> header(String name) {
        return Optional.ofNullable(message.getHeader(name, String.class));
    }

    /** When the server answered, by its own clock. */
    Optional<Instant> date() {
        return header("Date").flatMap(RetryAfter::date);
    }

    /** How many bytes the body is said to have. */
    Optional<Long> length() {
        return header("Content-Length")
                .filter(text -> LENGTH.matcher(text).matches())
                .map(Long::valueOf);
    }

    /** The next bytes of the body, -1 at its end; fails when the whole answer takes too long. */
    int read(byte[] buffer) throws IOException {
        if (System.nanoTime() - deadline > 0) {
            throw new SocketTimeoutException("the answer did not end in time");
        }
        return body.read(buffer);
    }

    /** The whole body, unless it is longer than {@code limit} bytes. */
    byte[] readAll(int limit) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        byte[] buffer = new byte[8192];
        for (int count = read(buffer); count >= 0; count = read(buffer)) {
            bytes.write(buffer, 0, count);
            if (bytes.size() > limit) {
                throw new IOException("the answer is longer than " + limit + " bytes");
            }
        }
        return bytes.toByteArray();
    }

    @Override
    public void close() {
        try {
            if (body instanceof EofSensorInputStream sensor) {
                sensor.abort();
            } else {
                body.close();
            }
        } catch (IOException ignored) {
            // the connection is gone, which is what closing is for
        }
    }
}
