package com.neuroflash.camel.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.neuroflash.camel.delivery.LocalBroker;
import com.neuroflash.camel.delivery.LocalSftpServer;
import com.neuroflash.camel.delivery.ProbeResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What can be known of an endpoint before an image is sent there. */
class EndpointProbeTest {
    private static final String WHOLE = "&fileExist=Ignore&tempPrefix=.incoming-&maximumReconnectAttempts=0";

    @TempDir
    private Path directory;

    @Test
    void putsAndRemovesATinyFileWhereFilesGo() throws IOException {
        try (LocalSftpServer server = new LocalSftpServer(directory.resolve("remote"))) {
            assertThat(probe(sftp(server, LocalSftpServer.PASSWORD) + WHOLE))
                    .isInstanceOfSatisfying(ProbeResult.Weaker.class, weaker -> assertThat(weaker.finding())
                            .isEqualTo("the endpoint sftp takes files, whole or not at all, with fileExist=Ignore; what"
                                    + " is put there is put at least once, under a name that stays the same, and is not"
                                    + " compared"));
            assertThat(server.writtenNames()).singleElement().asString().startsWith(".incoming-.neuroflash-probe-");
            assertThat(RunningService.filesBelow(server.root())).isEmpty();
        }
    }

    @Test
    void saysWhenHalfAFileCouldBeSeen() {
        Path files = directory.resolve("files");

        assertThat(probe("file:" + files)).isInstanceOfSatisfying(ProbeResult.Weaker.class, weaker -> {
            assertThat(weaker.finding()).contains("shows half of one");
            assertThat(weaker.advice()).contains("tempPrefix");
        });
        assertThat(RunningService.filesBelow(files)).isEmpty();
    }

    @Test
    void isUnusableWhileTheServerRefusesOrIsAwayAndUsableAfter() throws IOException {
        try (LocalSftpServer server = new LocalSftpServer(directory.resolve("remote"))) {
            assertThat(probe(sftp(server, "wr0ng-secret") + WHOLE))
                    .isInstanceOfSatisfying(ProbeResult.Unusable.class, unusable -> assertThat(unusable.toString())
                            .contains("Auth fail")
                            .doesNotContain("wr0ng-secret"));
            EndpointProbe again = new EndpointProbe(sftp(server, LocalSftpServer.PASSWORD) + WHOLE, Map.of());
            server.stop();
            assertThat(again.probe()).isInstanceOf(ProbeResult.Unusable.class);
            server.start();
            assertThat(again.probe()).isInstanceOf(ProbeResult.Weaker.class);
        }
    }

    @Test
    void onlyConnectsToABroker() throws Exception {
        Map<String, String> properties;
        try (LocalBroker broker = new LocalBroker()) {
            properties = Map.of(
                    "camel.beans.broker",
                    "#class:org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory(\"" + broker.url()
                            + "\")");

            assertThat(probe("jms:queue:images?connectionFactory=#broker", properties))
                    .isInstanceOfSatisfying(ProbeResult.Weaker.class, weaker -> assertThat(weaker.finding())
                            .contains("a broker that answers; nothing was sent"));
            assertThat(broker.messages("images")).isEmpty();
        }
        assertThat(probe("jms:queue:images?connectionFactory=#broker", properties))
                .isInstanceOf(ProbeResult.Unusable.class);
    }

    @Test
    void claimsNothingOfOtherComponents() {
        assertThat(probe("seda:images"))
                .isInstanceOfSatisfying(ProbeResult.Weaker.class, weaker -> assertThat(weaker.finding())
                        .contains("was not tried"));
    }

    @Test
    void refusesWhatWaitingCantMendWithoutShowingIt() {
        for (String wrong : new String[] {
            "nosuch:images?password=t0p-secret",
            "sftp:127.0.0.1:1/images?pasword=t0p-secret&user=t0p-secret",
            "file:images?fileExist=Append",
            "file:images?fileExist=Fail",
            "file:images?fileExist=Ignore"
        }) {
            EndpointProbe probe = new EndpointProbe(wrong, Map.of());
            assertThatThrownBy(probe::check)
                    .isInstanceOf(ConfigurationException.class)
                    .hasMessageContaining("delivery.endpoint")
                    .hasMessageNotContaining("t0p-secret");
            assertThat(probe.probe().toString()).doesNotContain("t0p-secret");
        }
        assertThat(Files.exists(Path.of("images"))).isFalse();
    }

    private static String sftp(LocalSftpServer server, String password) {
        return "sftp:" + server.address() + "/images?username=" + LocalSftpServer.USER + "&password=RAW(" + password
                + ")&useUserKnownHostsFile=false";
    }

    private static ProbeResult probe(String uri) {
        return probe(uri, Map.of());
    }

    private static ProbeResult probe(String uri, Map<String, String> properties) {
        EndpointProbe probe = new EndpointProbe(uri, properties);
        probe.check();
        return probe.probe();
    }
}
