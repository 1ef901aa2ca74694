package com.neuroflash.camel.bench;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import org.gaul.s3proxy.BlobStores;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;

/** A real S3 server in this JVM, its one bucket a directory. */
final class BucketServer implements AutoCloseable {
    static final String BUCKET = "bench-bucket";
    static final String REGION = "us-east-1";
    static final Map<String, String> CREDENTIALS =
            Map.of("AWS_ACCESS_KEY_ID", "local-identity", "AWS_SECRET_ACCESS_KEY", "local-credential");

    private final Path objects;
    private final S3Proxy server;

    private BucketServer(Path objects, S3Proxy server) {
        this.objects = objects;
        this.server = server;
    }

    static BucketServer start(Path directory) throws Exception {
        Path objects = Files.createDirectories(directory.resolve(BUCKET));
        Properties properties = new Properties();
        properties.setProperty("jclouds.filesystem.basedir", directory.toString());
        S3Proxy server = S3Proxy.builder()
                .blobStore(BlobStores.create("filesystem-nio2", properties))
                .awsAuthentication(
                        AuthenticationType.AWS_V2_OR_V4,
                        CREDENTIALS.get("AWS_ACCESS_KEY_ID"),
                        CREDENTIALS.get("AWS_SECRET_ACCESS_KEY"))
                .ignoreUnknownHeaders(true)
                .stopTimeout(0)
                .endpoint(URI.create("http://127.0.0.1:0"))
                .build();
        server.start();
        return new BucketServer(objects, server);
    }

    URI endpoint() {
        return URI.create("http://127.0.0.1:" + server.getPort());
    }

    /** Where its objects lie. */
    Path objects() {
        return objects;
    }

    @Override
    public void close() throws IOException {
        try {
            server.stop();
        } catch (IOException failure) {
            throw failure;
        } catch (Exception failure) {
            throw new IOException("the S3 server can't be stopped", failure);
        }
    }
}
