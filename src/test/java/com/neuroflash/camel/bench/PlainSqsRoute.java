package com.neuroflash.camel.bench;

import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.main.Main;

/** The baseline from an SQS queue: camel-aws2-sqs with as many consumers as prompts at a time, then {@link PlainRoute}. */
final class PlainSqsRoute extends RouteBuilder {
    /** Runs until the process is ended. */
    public static void main(String[] arguments) throws Exception {
        Main main = new Main();
        main.addInitialProperty("camel.component.http.connections-per-route", "{{plain.concurrency}}");
        main.addInitialProperty("camel.component.http.max-total-connections", "{{plain.concurrency}}");
        main.configure().addRoutesBuilder(new PlainRoute());
        main.configure().addRoutesBuilder(new PlainSqsRoute());
        main.run(arguments);
    }

    @Override
    public void configure() {
        from("aws2-sqs:{{plain.queue}}?useDefaultCredentialsProvider=true&region=us-east-1&overrideEndpoint=true"
                        + "&uriEndpointOverride={{plain.queue-endpoint}}&concurrentConsumers={{plain.concurrency}}"
                        + "&maxMessagesPerPoll=1&waitTimeSeconds=1&visibilityTimeout=60&extendMessageVisibility=true")
                .routeId("receive-prompts")
                .to("direct:generate");
    }
}
