package com.neuroflash.camel.bench;

import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.main.Main;

/** The baseline of the Kafka source: camel-kafka as its documentation shows it, in front of {@link PlainRoute}. */
final class PlainKafkaRoute extends RouteBuilder {
    /** Runs until the process is ended. */
    public static void main(String[] arguments) throws Exception {
        Main main = new Main();
        main.addInitialProperty("camel.component.http.connections-per-route", "{{plain.concurrency}}");
        main.addInitialProperty("camel.component.http.max-total-connections", "{{plain.concurrency}}");
        main.configure().addRoutesBuilder(new PlainRoute());
        main.configure().addRoutesBuilder(new PlainKafkaRoute());
        main.run(arguments);
    }

    @Override
    public void configure() {
        from("kafka:{{plain.topic}}?brokers={{plain.brokers}}&groupId=plain&autoOffsetReset=earliest")
                .routeId("consume-kafka")
                .to("direct:generate");
    }
}
