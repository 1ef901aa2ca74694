package com.neuroflash.camel.component;

import java.io.IOException;
import org.apache.camel.component.http.HttpClientConfigurer;
import org.apache.hc.client5.http.classic.ExecChain;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.EntityDetails;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpResponse;
import org.apache.hc.core5.http.ProtocolException;
import org.apache.hc.core5.http.protocol.HttpContext;

/** One call is one request: no retry, no redirect, no cookie; and a failure tells whether the request left. */
final class SingleAttempt implements HttpClientConfigurer {
    private static final String SENT = "neuroflash.sent";
    private static final ThreadLocal<Runnable> LAST_CHECK = new ThreadLocal<>();

    @Override
    public void configureHttpClient(HttpClientBuilder builder) {
        builder.disableAutomaticRetries()
                .disableRedirectHandling()
                .disableContentCompression()
                .disableCookieManagement()
                .disableConnectionState()
                .addResponseInterceptorLast(SingleAttempt::refuseSerializedObjects)
                .addExecInterceptorFirst("neuroflash-not-sent", SingleAttempt::proveNotSent)
                .addExecInterceptorLast("neuroflash-sent", SingleAttempt::rememberSent);
    }

    /** What {@code call} sends from this thread is sent only if {@code check} returns, as the last act before. */
    static <T> T checked(Runnable check, Call<T> call) throws IOException {
        LAST_CHECK.set(check);
        try {
            return call.make();
        } finally {
            LAST_CHECK.remove();
        }
    }

    /** One call. */
    interface Call<T> {
        T make() throws IOException;
    }

    private static ClassicHttpResponse proveNotSent(ClassicHttpRequest request, ExecChain.Scope scope, ExecChain chain)
            throws IOException, HttpException {
        try {
            return chain.proceed(request, scope);
        } catch (IOException | HttpException | RuntimeException e) {
            if (scope.clientContext.getAttribute(SENT) == null) {
                throw new RequestNotSentException(e);
            }
            throw e;
        }
    }

    /** Runs when the connection stands, right before the request is written. */
    private static ClassicHttpResponse rememberSent(ClassicHttpRequest request, ExecChain.Scope scope, ExecChain chain)
            throws IOException, HttpException {
        Runnable check = LAST_CHECK.get();
        if (check != null) {
            check.run();
        }
        scope.clientContext.setAttribute(SENT, Boolean.TRUE);
        return chain.proceed(request, scope);
    }

    /** camel-http would deserialise them where the shared component allows it. */
    private static void refuseSerializedObjects(HttpResponse response, EntityDetails entity, HttpContext context)
            throws HttpException {
        String type = entity == null ? null : entity.getContentType();
        if (type != null && type.contains("java-serialized-object")) {
            throw new ProtocolException("The answer is a serialized Java object");
        }
    }
}
