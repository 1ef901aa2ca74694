package com.neuroflash.camel.app;

import java.net.URI;
import org.testcontainers.containers.localstack.LocalStackContainer;
import org.testcontainers.junit.jupiter.Container;
import org.testcontainers.junit.jupiter.Testcontainers;
import org.testcontainers.utility.DockerImageName;

/** The contract over LocalStack in a container; skipped where there is no Docker. */
@Testcontainers(disabledWithoutDocker = true)
class ConsumeSqsInContainerTest extends ConsumeSqsContract {
    @Container
    private static final LocalStackContainer CONTAINER = new LocalStackContainer(
                    DockerImageName.parse("localstack/localstack:4.9.2"))
            .withServices(LocalStackContainer.Service.SQS);

    @Override
    URI endpoint() {
        return CONTAINER.getEndpoint();
    }
}
