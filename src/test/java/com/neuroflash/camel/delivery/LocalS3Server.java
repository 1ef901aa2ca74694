package com.neuroflash.camel.delivery;

import java.net.URI;
import java.util.Properties;
import org.gaul.s3proxy.BlobStores;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.gaul.s3proxy.blobstore.BlobStore;

/** A real S3 server inside this JVM that keeps its objects in memory. */
public final class LocalS3Server implements AutoCloseable {
    private final BlobStore objects = BlobStores.create("transient-nio2", new Properties());
    private final S3Proxy server;

    /** Checks signatures of local-identity, local-credential. */
    public LocalS3Server() throws Exception {
        this(AuthenticationType.AWS_V2_OR_V4);
    }

    /** Checks no signature: what stands in front of it calls it by another name than was signed. */
    public static LocalS3Server withoutSignatures() throws Exception {
        return new LocalS3Server(AuthenticationType.NONE);
    }

    LocalS3Server(AuthenticationType authentication) throws Exception {
        server = S3Proxy.builder()
                .blobStore(objects)
                .awsAuthentication(authentication, "local-identity", "local-credential")
                .ignoreUnknownHeaders(true)
                .stopTimeout(0)
                .endpoint(URI.create("http://127.0.0.1:0"))
                .build();
        server.start();
    }

    /** Where it listens. */
    public URI endpoint() {
        return URI.create("http://127.0.0.1:" + server.getPort());
    }

    @Override
    public void close() {
        try {
            server.stop();
            objects.close();
        } catch (Exception failure) {
            throw new AssertionError("the S3 server can't be stopped", failure);
        }
    }
}
