package com.neuroflash.camel.bench;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One kept connection that asks for as little of the processor as it can, so that the server's rate is seen. */
final class WireClient implements AutoCloseable {
    private static final Pattern LENGTH = Pattern.compile("(?i)\ncontent-length: *([0-9]+)");
    private static final int BUFFER = 64 * 1024;

    private final String host;
    private final String headers;
    private final Socket socket;
    private final InputStream input;
    private final byte[] buffer = new byte[BUFFER];

    WireClient(URI server, String token, String workspace) throws IOException {
        host = server.getAuthority();
        headers = "\r\nHost: " + host + "\r\nAuthorization: Bearer " + token + "\r\nx-workspace-id: " + workspace
                + "\r\nContent-Type: application/json\r\nContent-Length: ";
        socket = new Socket(server.getHost(), server.getPort());
        socket.setTcpNoDelay(true);
        input = new BufferedInputStream(socket.getInputStream(), BUFFER);
    }

    /** Sends a request and reads a short answer. */
    String call(String method, String path, String body) throws IOException {
        long length = send(method, path, body);
        return new String(input.readNBytes((int) length), StandardCharsets.UTF_8);
    }

    /** Fetches an image and forgets it; returns its length. */
    long fetch(String path) throws IOException {
        long length = send("GET", path, "");
        for (long left = length; left > 0; ) {
            int count = input.read(buffer, 0, (int) Math.min(buffer.length, left));
            if (count < 0) {
                throw new EOFException("the image of " + path + " ends early");
            }
            left -= count;
        }
        return length;
    }

    private long send(String method, String path, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream request = new ByteArrayOutputStream();
        request.writeBytes((method + " " + path + " HTTP/1.1" + headers + bytes.length + "\r\n\r\n")
                .getBytes(StandardCharsets.UTF_8));
        request.writeBytes(bytes);
        socket.getOutputStream().write(request.toByteArray());
        String head = head();
        Matcher length = LENGTH.matcher(head);
        if (!head.startsWith("HTTP/1.1 200 ") || !length.find()) {
            throw new IOException(method + " " + path + " was answered: " + head);
        }
        return Long.parseLong(length.group(1));
    }

    private String head() throws IOException {
        StringBuilder head = new StringBuilder(256);
        for (int next = input.read(); next >= 0; next = input.read()) {
            head.append((char) next);
            int end = head.length();
            if (next == '\n' && end > 3 && head.charAt(end - 3) == '\n') {
                return head.toString();
            }
        }
        throw new EOFException(host + " closed the connection");
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
