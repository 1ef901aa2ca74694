package com.neuroflash.camel.http;

import com.neuroflash.camel.prompt.PromptFormat;
import io.vertx.core.http.HttpServerRequest;
import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;
import org.apache.camel.component.platform.http.vertx.HttpMessage;

/**
 * The step that takes body, type and idempotency key of a POST and drops everything else: no header and no parameter of a
 * request comes further.
 */
public final class TakePost implements Processor {
    private static final String KEY = "Idempotency-Key";
    private static final int MOST_OF_KEY = 200;
    private static final byte[] NOTHING = {};

    @Override
    public void process(Exchange exchange) {
        HttpServerRequest request = exchange.getMessage(HttpMessage.class).getRequest();
        Message message = exchange.getMessage();
        byte[] body = message.getBody(byte[].class);
        List<String> keys = request.headers().getAll(KEY);
        message.removeHeaders("*");
        if (keys.size() > 1 || keys.stream().anyMatch(key -> !isUsable(key))) {
            refuse(exchange, "expected one header " + KEY + " of 1 to " + MOST_OF_KEY + " visible ASCII characters");
            return;
        }
        PromptFormat format = Media.of(request).orElse(PromptFormat.TXT);
        message.setBody(
                new Posted(body == null ? NOTHING : body, format, keys.stream().findFirst()));
    }

    private static boolean isUsable(String key) {
        return !key.isEmpty()
                && key.length() <= MOST_OF_KEY
                && key.chars().allMatch(character -> character > ' ' && character < 0x7F);
    }

    private static void refuse(Exchange exchange, String error) {
        Reply.of(Refusals.BAD_REQUEST, error).writeTo(exchange.getMessage());
        exchange.setRouteStop(true);
    }
}
