package com.neuroflash.camel.delivery;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

class DeliverToS3Test extends S3SinkContract {
    private static LocalS3Server server;
    private static S3Store store;

    @BeforeAll
    static void startServer() throws Exception {
        server = new LocalS3Server();
        store = new S3Store(server.endpoint(), "images").withNewBucket();
    }

    @AfterAll
    static void stopServer() throws Exception {
        store.close();
        server.close();
    }

    @Override
    S3Store store() {
        return store;
    }
}
