package com.neuroflash.camel.component;

import java.net.URI;
import java.util.Map;
import org.apache.camel.component.http.HttpMethods;
import org.apache.hc.core5.http.HttpEntity;

/** One request as it goes out; names neither body nor token in a text. */
record HttpCall(HttpMethods method, URI url, Map<String, String> headers, HttpEntity body) {
    HttpCall {
        headers = Map.copyOf(headers);
    }

    static HttpCall without(HttpMethods method, URI url, Map<String, String> headers) {
        return new HttpCall(method, url, headers, null);
    }

    @Override
    public String toString() {
        return "HttpCall[" + method + " " + url.getHost() + url.getPath() + "]";
    }
}
