package com.neuroflash.camel.delivery;

import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.testcontainers.containers.localstack.LocalStackContainer;
import org.testcontainers.junit.jupiter.Container;
import org.testcontainers.junit.jupiter.Testcontainers;
import org.testcontainers.utility.DockerImageName;

/** The contract over LocalStack in a container; skipped where there is no Docker. */
@Testcontainers(disabledWithoutDocker = true)
class LocalStackTest extends S3SinkContract {
    @Container
    private static final LocalStackContainer CONTAINER = new LocalStackContainer(
                    DockerImageName.parse("localstack/localstack:4.9.2"))
            .withServices(LocalStackContainer.Service.S3);

    private static S3Store store;

    @BeforeAll
    static void createBucket() {
        store = new S3Store(CONTAINER.getEndpoint(), "images-" + UUID.randomUUID()).withNewBucket();
    }

    @AfterAll
    static void closeClient() {
        store.close();
    }

    @Override
    S3Store store() {
        return store;
    }
}
