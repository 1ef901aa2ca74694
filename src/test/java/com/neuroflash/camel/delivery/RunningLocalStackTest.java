package com.neuroflash.camel.delivery;

import java.net.URI;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/** The contract over a LocalStack that runs already, such as {@code http://localhost:4566}; skipped when none is named. */
@EnabledIfEnvironmentVariable(named = "LOCALSTACK_ENDPOINT", matches = "https?://.+")
class RunningLocalStackTest extends S3SinkContract {
    private static S3Store store;

    @BeforeAll
    static void createBucket() {
        URI endpoint = URI.create(System.getenv("LOCALSTACK_ENDPOINT"));
        store = new S3Store(endpoint, "images-" + UUID.randomUUID()).withNewBucket();
    }

    @AfterAll
    static void removeBucket() {
        store.removeBucket();
        store.close();
    }

    @Override
    S3Store store() {
        return store;
    }
}
