package com.neuroflash.camel.app;

import java.net.URI;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/** The contract over a LocalStack that runs already, such as {@code http://localhost:4566}; skipped when none is named. */
@EnabledIfEnvironmentVariable(named = "LOCALSTACK_ENDPOINT", matches = "https?://.+")
class ConsumeSqsOverLocalStackTest extends ConsumeSqsContract {
    @Override
    URI endpoint() {
        return URI.create(System.getenv("LOCALSTACK_ENDPOINT"));
    }
}
