package com.neuroflash.camel.bench;

import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.main.Main;

/** {@link PlainRoute} with a JMS queue in place of its inbox, as Camel's documentation reads one within transactions. */
final class PlainJmsRoute extends RouteBuilder {
    /** Runs until the process is ended. */
    public static void main(String[] arguments) throws Exception {
        Main main = new Main();
        main.addInitialProperty("camel.component.http.connections-per-route", "{{plain.concurrency}}");
        main.addInitialProperty("camel.component.http.max-total-connections", "{{plain.concurrency}}");
        main.bind("broker", new ActiveMQConnectionFactory(System.getProperty("plain.broker")));
        main.configure().addRoutesBuilder(new PlainRoute());
        main.configure().addRoutesBuilder(new PlainJmsRoute());
        main.run(arguments);
    }

    @Override
    public void configure() {
        from("jms:queue:{{plain.queue}}?connectionFactory=#broker&transacted=true&lazyCreateTransactionManager=false"
                        + "&cacheLevelName=CACHE_CONSUMER&concurrentConsumers={{plain.concurrency}}")
                .routeId("read-queue")
                .to("direct:generate");
    }
}
