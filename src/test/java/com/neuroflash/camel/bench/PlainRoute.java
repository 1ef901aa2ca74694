package com.neuroflash.camel.bench;

import java.util.concurrent.ExecutorService;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.aws2.s3.AWS2S3Constants;
import org.apache.camel.main.Main;

/**
 * The baseline: what one writes from Camel's documentation for the same steps, without verification, sidecar, sync or
 * any answer to a failure. Runs in the working directory, from {@code inbox} to {@code outbox} or to a bucket.
 */
final class PlainRoute extends RouteBuilder {
    /** Runs until the process is ended. */
    public static void main(String[] arguments) throws Exception {
        Main main = new Main();
        main.addInitialProperty("camel.component.http.connections-per-route", "{{plain.concurrency}}");
        main.addInitialProperty("camel.component.http.max-total-connections", "{{plain.concurrency}}");
        main.configure().addRoutesBuilder(new PlainRoute());
        main.run(arguments);
    }

    @Override
    public void configure() {
        ExecutorService threads = getContext()
                .getExecutorServiceManager()
                .newFixedThreadPool(this, "prompts", Integer.getInteger("plain.concurrency"));

        from("file:inbox?readLock=changed&include=.*[.]jsonl")
                .routeId("read-prompts")
                .split(body().tokenize("\n"))
                .streaming()
                .parallelProcessing()
                .executorService(threads)
                .to("direct:generate");

        from("direct:generate")
                .routeId("generate")
                .removeHeaders("*")
                .setHeader("Authorization", simple("Bearer {{plain.access-token}}"))
                .setHeader("x-workspace-id", simple("{{plain.workspace-id}}"))
                .setHeader(Exchange.CONTENT_TYPE, constant("application/json"))
                .setHeader(Exchange.HTTP_METHOD, constant("POST"))
                .to("{{plain.base-url}}/")
                .unmarshal()
                .json()
                .split(simple("${body[images]}"))
                .to("direct:fetch");

        from("direct:fetch")
                .routeId("fetch")
                .setHeader("imageId", simple("${body[image_id]}"))
                .setHeader(Exchange.HTTP_METHOD, constant("GET"))
                .removeHeader(Exchange.HTTP_RESPONSE_CODE)
                .loopDoWhile(simple("${header.CamelHttpResponseCode} != 200"))
                .toD("{{plain.base-url}}/history/${header.imageId}?throwExceptionOnFailure=false")
                .filter(simple("${header.CamelHttpResponseCode} != 200"))
                .delay(200)
                .end()
                .end()
                .end()
                .unmarshal()
                .json()
                .toD("{{plain.host}}${body[output_image_url]}")
                .to("direct:deliver");

        from("direct:deliver")
                .routeId("deliver")
                .setHeader(AWS2S3Constants.KEY, simple("${header.imageId}.jpeg"))
                .to("{{plain.sink}}");
    }
}
