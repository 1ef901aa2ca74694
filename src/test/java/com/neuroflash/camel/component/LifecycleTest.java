package com.neuroflash.camel.component;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.neuroflash.camel.api.Neuroflash;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.camel.Endpoint;
import org.apache.camel.RuntimeCamelException;
import org.apache.camel.component.http.HttpComponent;
import org.apache.camel.impl.DefaultCamelContext;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class LifecycleTest {
    @Test
    void keepsNoEndpointPerImage() throws Exception {
        try (ApiServer server = ApiServer.start().answering(200, ApiServer.ENTRY);
                Component component = Component.of(server)) {
            component.client().generation("warm-up");
            int endpoints = component.context().getEndpointRegistry().size();

            for (int image = 0; image < 50; image++) {
                component.client().generation("image-" + image);
            }

            assertThat(component.context().getEndpointRegistry()).hasSize(endpoints);
        }
    }

    @Test
    void sharesOneClientAmongEndpointsOfEqualSettings() throws Exception {
        try (ApiServer server = ApiServer.start();
                Component component = Component.of(server)) {
            assertThat(component.client()).isSameAs(component.client());
            assertThat(component.component().client(component.options().copy())).isSameAs(component.client());
        }
    }

    @Test
    void closesEveryConnectionWhenItStops() throws Exception {
        try (RawServer server = RawServer.start(connection -> {
            while (connection.readRequest()) {
                connection.write("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n[]");
            }
            connection.requests().add("closed");
        })) {
            Component component = Component.of(server.origin());
            Neuroflash client = component.client();
            client.models();

            component.close();

            Awaitility.await().untilAsserted(() -> assertThat(server.requests()).contains("closed"));
            assertThatThrownBy(client::models)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("stopped");
        }
    }

    @Test
    void leavesNoThreadBehind() throws Exception {
        try (ApiServer server = ApiServer.start().answering(200, "[]")) {
            Set<String> before = threads();
            try (Component component = Component.of(server)) {
                component.client().models();
            }

            Awaitility.await().untilAsserted(() -> assertThat(threads()).isEqualTo(before));
        }
    }

    @Test
    void worksAgainAfterARestart() throws Exception {
        try (ApiServer server = ApiServer.start().answering(200, "[]");
                Component component = Component.of(server)) {
            component.component().stop();
            component.component().start();

            assertThat(component.client().models()).isEmpty();
        }
    }

    @Test
    void usesTheHttpComponentThatIsReferenced() throws Exception {
        try (ApiServer server = ApiServer.start().answering(200, "[]");
                Component component = Component.of(server)) {
            HttpComponent own = new HttpComponent();
            own.setUserAgent("own-agent");
            component.context().getRegistry().bind("own", own);

            component.send("neuroflash:models?httpComponent=#own", null, Map.of());

            assertThat(server.only().header("User-agent")).isEqualTo("own-agent");
        }
    }

    @Test
    void saysWhatToDoInsteadOfConsuming() throws Exception {
        try (ApiServer server = ApiServer.start();
                Component component = Component.of(server)) {
            Endpoint endpoint = component.context().getEndpoint("neuroflash:history");

            assertThatThrownBy(() -> endpoint.createConsumer(exchange -> {}))
                    .isInstanceOf(UnsupportedOperationException.class)
                    .hasMessageContaining("to(\"neuroflash:history\")");
        }
    }

    @Test
    void namesTheOperationsWhenOneIsUnknown() throws Exception {
        try (ApiServer server = ApiServer.start();
                Component component = Component.of(server)) {
            assertThatThrownBy(() -> component.context().getEndpoint("neuroflash:draw"))
                    .rootCause()
                    .hasMessageContaining("generate, edit, models, history, generation, delete, view")
                    .hasMessageContaining("draw");
        }
    }

    @Test
    void reportsWrongOptionsWhenTheRouteStarts() throws Exception {
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            context.start();
            assertThatThrownBy(() -> context.createProducerTemplate().requestBody("neuroflash:models", ""))
                    .isInstanceOf(RuntimeCamelException.class)
                    .rootCause()
                    .hasMessageContainingAll("workspaceId", "accessToken");
        }
    }

    @Test
    void takesOptionsInCamelsNotation() throws Exception {
        try (ApiServer server = ApiServer.start();
                Component component = Component.of(server)) {
            NeuroflashEndpoint endpoint = (NeuroflashEndpoint) component
                    .context()
                    .getEndpoint("neuroflash:generate?responseTimeout=2m&connectTimeout=1s500ms&maxImageSize=25MB"
                            + "&clientSecret=RAW(a&b=c%+d)");

            assertThat(endpoint.getConfiguration().getResponseTimeout()).isEqualTo(120_000);
            assertThat(endpoint.getConfiguration().getConnectTimeout()).isEqualTo(1_500);
            assertThat(endpoint.getConfiguration().getMaxImageSize()).isEqualTo("25MB");
            assertThat(endpoint.getConfiguration().getClientSecret()).isEqualTo("a&b=c%+d");
        }
    }

    private static Set<String> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name ->
                        List.of("Camel", "http", "idle", "neuroflash").stream().anyMatch(name::contains))
                .filter(name -> !name.contains("HTTP-Dispatcher"))
                .collect(Collectors.toSet());
    }
}
