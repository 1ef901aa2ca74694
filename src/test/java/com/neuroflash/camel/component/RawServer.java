package com.neuroflash.camel.component;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A server that misbehaves below HTTP: resets, cuts off, closes idle connections, says nothing. */
final class RawServer implements AutoCloseable {
    /** What to do with one connection. */
    interface Behaviour {
        void with(Connection connection) throws IOException;
    }

    /** One connection, and what a behaviour can do with it. */
    record Connection(Socket socket, List<String> requests) {
        /** Reads one request, body included; false at the end of the connection. */
        boolean readRequest() throws IOException {
            InputStream in = socket.getInputStream();
            StringBuilder head = new StringBuilder();
            while (!head.toString().endsWith("\r\n\r\n")) {
                int next = in.read();
                if (next < 0) {
                    return false;
                }
                head.append((char) next);
            }
            in.readNBytes(contentLength(head.toString()));
            requests.add(head.toString());
            return true;
        }

        private static int contentLength(String head) {
            return head.lines()
                    .filter(line -> line.toLowerCase().startsWith("content-length:"))
                    .map(line -> Integer.valueOf(line.substring(15).strip()))
                    .findFirst()
                    .orElse(0);
        }

        void write(String text) throws IOException {
            OutputStream out = socket.getOutputStream();
            out.write(text.getBytes(StandardCharsets.ISO_8859_1));
            out.flush();
        }

        void reset() throws IOException {
            socket.setSoLinger(true, 0);
            socket.close();
        }
    }

    private final ServerSocket server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();
    private final List<String> requests = new CopyOnWriteArrayList<>();

    private RawServer(ServerSocket server) {
        this.server = server;
    }

    static RawServer start(Behaviour behaviour) throws IOException {
        RawServer raw = new RawServer(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()));
        raw.threads.execute(() -> raw.accept(behaviour));
        return raw;
    }

    private void accept(Behaviour behaviour) {
        try {
            while (!server.isClosed()) {
                Socket socket = server.accept();
                sockets.add(socket);
                threads.execute(() -> serve(behaviour, socket));
            }
        } catch (IOException ignored) {
            // closed, which ends the server
        }
    }

    private void serve(Behaviour behaviour, Socket socket) {
        try (socket) {
            behaviour.with(new Connection(socket, requests));
        } catch (IOException ignored) {
            // the other side has gone
        }
    }

    List<String> requests() {
        return List.copyOf(requests);
    }

    int connections() {
        return sockets.size();
    }

    String origin() {
        return "http://localhost:" + server.getLocalPort();
    }

    @Override
    public void close() throws IOException {
        server.close();
        for (Socket socket : sockets) {
            socket.close();
        }
        threads.shutdownNow();
    }
}
