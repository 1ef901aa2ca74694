package com.neuroflash.camel.kafka;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.TimeUnit;

/** TLS by a certificate made for this machine, and a user with a password. */
public final class KafkaSecurity {
    /** The only user. */
    public static final String USER = "neuroflash";

    /** The user's password. */
    public static final String PASSWORD = "local-credential";

    private static final String MODULE = "org.apache.kafka.common.security.plain.PlainLoginModule required ";

    private final Path store;

    private KafkaSecurity(Path store) {
        this.store = store;
    }

    /** Makes the certificate in a directory, with the JDK's own tool. */
    public static KafkaSecurity create(Path directory) throws IOException, InterruptedException {
        Path store = directory.resolve("broker.p12");
        Process keytool = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-keystore",
                        store.toString(),
                        "-storetype",
                        "PKCS12",
                        "-storepass",
                        PASSWORD,
                        "-alias",
                        "broker",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=127.0.0.1",
                        "-ext",
                        "san=ip:127.0.0.1"))
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("keytool.log").toFile())
                .start();
        if (!keytool.waitFor(60, TimeUnit.SECONDS) || keytool.exitValue() != 0) {
            keytool.destroyForcibly();
            throw new IllegalStateException("keytool failed, see " + directory.resolve("keytool.log"));
        }
        return new KafkaSecurity(store);
    }

    void addListener(Properties broker, int port) {
        String listener = ",SASL_SSL://127.0.0.1:" + port;
        broker.put("listeners", broker.get("listeners") + listener);
        broker.put("advertised.listeners", broker.get("advertised.listeners") + listener);
        broker.put("inter.broker.listener.name", "PLAINTEXT");
        broker.put(
                "listener.security.protocol.map", broker.get("listener.security.protocol.map") + ",SASL_SSL:SASL_SSL");
        broker.put("sasl.enabled.mechanisms", "PLAIN");
        broker.put("listener.name.sasl_ssl.plain.sasl.jaas.config", MODULE + "user_" + USER + "=\"" + PASSWORD + "\";");
        broker.put("ssl.keystore.location", store.toString());
        broker.put("ssl.keystore.type", "PKCS12");
        broker.put("ssl.keystore.password", PASSWORD);
    }

    /** What a client has to know beside its password. */
    public Map<String, String> client() {
        return Map.of(
                "security.protocol", "SASL_SSL",
                "sasl.mechanism", "PLAIN",
                "ssl.truststore.location", store.toString(),
                "ssl.truststore.type", "PKCS12");
    }

    /** What says who a client is. */
    public static String login(String password) {
        return MODULE + "username=\"" + USER + "\" password=\"" + password + "\";";
    }
}
