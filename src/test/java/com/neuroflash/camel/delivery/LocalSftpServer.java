package com.neuroflash.camel.delivery;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.apache.sshd.common.file.virtualfs.VirtualFileSystemFactory;
import org.apache.sshd.common.session.Session;
import org.apache.sshd.server.SshServer;
import org.apache.sshd.server.keyprovider.SimpleGeneratorHostKeyProvider;
import org.apache.sshd.server.session.ServerSession;
import org.apache.sshd.sftp.server.FileHandle;
import org.apache.sshd.sftp.server.Handle;
import org.apache.sshd.sftp.server.SftpEventListener;
import org.apache.sshd.sftp.server.SftpSubsystemFactory;

/** A real SFTP server over a directory, which can lose connections in the middle of a put. */
public final class LocalSftpServer implements AutoCloseable {
    public static final String USER = "images";
    public static final String PASSWORD = "s3cret&+%";

    private final Path root;
    private final SimpleGeneratorHostKeyProvider hostKey;
    private final AtomicInteger breaks = new AtomicInteger();
    private final AtomicInteger held = new AtomicInteger();
    private final Set<String> written = ConcurrentHashMap.newKeySet();
    private volatile CountDownLatch gate = new CountDownLatch(0);
    private SshServer server;
    private int port;

    public LocalSftpServer(Path root) throws IOException {
        this.root = Files.createDirectories(root);
        hostKey = new SimpleGeneratorHostKeyProvider();
        start();
    }

    /** Starts it, again on the port that it had. */
    public void start() throws IOException {
        SftpSubsystemFactory sftp = new SftpSubsystemFactory.Builder().build();
        sftp.addSftpEventListener(new Watch());
        server = SshServer.setUpDefaultServer();
        server.setHost("127.0.0.1");
        server.setPort(port);
        server.setKeyPairProvider(hostKey);
        server.setPasswordAuthenticator((user, password, session) -> USER.equals(user) && PASSWORD.equals(password));
        server.setFileSystemFactory(new VirtualFileSystemFactory(root));
        server.setSubsystemFactories(List.of(sftp));
        server.start();
        port = server.getPort();
    }

    /** Goes away, with every connection. */
    public void stop() throws IOException {
        server.stop(true);
    }

    public String address() {
        return "127.0.0.1:" + port;
    }

    /** Writes the file that names this server's key to a careful client. */
    public Path knownHosts(Path file) throws IOException {
        String key =
                PublicKeyEntry.toString(hostKey.loadKeys(null).iterator().next().getPublic());
        return Files.writeString(file, "[127.0.0.1]:" + port + " " + key + "\n");
    }

    /** The next writes end in the middle: the connection is lost after some of the bytes. */
    public void breakNextWrites(int count) {
        breaks.set(count);
    }

    public int breaksLeft() {
        return breaks.get();
    }

    /** From now on every write stops in the middle until it is released. */
    public void holdWrites() {
        gate = new CountDownLatch(1);
    }

    /** How many have stopped since the server was made. */
    public int heldWrites() {
        return held.get();
    }

    public void releaseWrites() {
        gate.countDown();
    }

    /** The names that files were opened under to be written. */
    public Set<String> writtenNames() {
        return written;
    }

    public Path root() {
        return root;
    }

    @Override
    public void close() throws IOException {
        releaseWrites();
        server.stop(true);
    }

    private final class Watch implements SftpEventListener {
        @Override
        public void writing(
                ServerSession session, String remote, FileHandle file, long offset, byte[] data, int from, int length)
                throws IOException {
            written.add(file.getFile().getFileName().toString());
            if (offset > 0 && gate.getCount() > 0) {
                held.incrementAndGet();
                awaitRelease();
            }
            if (offset > 0 && breaks.get() > 0 && breaks.getAndDecrement() > 0) {
                lose(session);
            }
        }

        private void awaitRelease() {
            try {
                gate.await();
            } catch (InterruptedException closed) {
                Thread.currentThread().interrupt();
            }
        }

        private void lose(Session session) throws IOException {
            session.close(true);
            throw new IOException("the connection is lost");
        }

        @Override
        public void open(ServerSession session, String remote, Handle handle) {}
    }
}
