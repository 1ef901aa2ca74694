package com.neuroflash.camel.kafka;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Properties;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.MemberDescription;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.utils.Exit;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;

/** A real Kafka broker in this JVM, which is its own controller: stopped and started again at the same port. */
public final class KafkaBroker implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final int FIRST_PORT = 20_000;
    private static final int PORTS = 12_000;
    private static final int TRIES = 20;

    static {
        // a broker that fails must not end the tests' JVM
        Exit.setExitProcedure((status, message) -> refuseExit(status));
        Exit.setHaltProcedure((status, message) -> refuseExit(status));
    }

    private final KafkaConfig config;
    private final String address;
    private final String securedAddress;
    private KafkaRaftServer server;
    private Admin admin;
    private KafkaProducer<byte[], byte[]> producer;

    private KafkaBroker(Path directory, Optional<KafkaSecurity> security) throws Exception {
        int port = freePort();
        address = "127.0.0.1:" + port;
        int securedPort = freePort();
        securedAddress = "127.0.0.1:" + securedPort;
        Properties properties = properties(directory, port, freePort());
        security.ifPresent(known -> known.addListener(properties, securedPort));
        config = KafkaConfig.fromProps(properties, false);
        new Formatter()
                .setClusterId(Uuid.randomUuid().toString())
                .setNodeId(1)
                .setDirectories(Set.of(directory.toString()))
                .setMetadataLogDirectory(directory.toString())
                .setControllerListenerName("CONTROLLER")
                .setIgnoreFormatted(true)
                .setPrintStream(new PrintStream(OutputStream.nullOutputStream()))
                .run();
    }

    /** Starts one with its data in a directory. */
    public static KafkaBroker start(Path directory) {
        return start(directory, Optional.empty());
    }

    /** The same with one more listener, for TLS with user and password. */
    public static KafkaBroker start(Path directory, KafkaSecurity security) {
        return start(directory, Optional.of(security));
    }

    private static KafkaBroker start(Path directory, Optional<KafkaSecurity> security) {
        Exception last = null;
        for (int attempt = 0; attempt < TRIES; attempt++) {
            KafkaBroker broker = null;
            try {
                broker = new KafkaBroker(directory.resolve("broker-" + attempt), security);
                broker.start();
                return broker;
            } catch (Exception portIsTaken) {
                last = portIsTaken;
                if (broker != null) {
                    broker.close();
                }
            }
        }
        throw new IllegalStateException("Kafka does not start", last);
    }

    private static void refuseExit(int status) {
        throw new IllegalStateException("Kafka wants to end the JVM with status " + status);
    }

    /** Below the ports that the system gives out, so that it stays free for a restart. */
    private static int freePort() throws IOException {
        Random random = new Random();
        IOException last = null;
        for (int attempt = 0; attempt < TRIES; attempt++) {
            int port = FIRST_PORT + random.nextInt(PORTS);
            try (ServerSocket free = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
                return free.getLocalPort();
            } catch (IOException taken) {
                last = taken;
            }
        }
        throw last;
    }

    private static Properties properties(Path directory, int port, int controllerPort) {
        Properties properties = new Properties();
        properties.putAll(Map.of(
                "process.roles", "broker,controller",
                "node.id", "1",
                "controller.quorum.voters", "1@127.0.0.1:" + controllerPort,
                "controller.listener.names", "CONTROLLER",
                "listeners", "PLAINTEXT://127.0.0.1:" + port + ",CONTROLLER://127.0.0.1:" + controllerPort,
                "advertised.listeners", "PLAINTEXT://127.0.0.1:" + port,
                "listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT",
                "log.dirs", directory.toString(),
                "auto.create.topics.enable", "false",
                "log.cleaner.enable", "false"));
        properties.putAll(Map.of(
                "offsets.topic.replication.factor", "1",
                "offsets.topic.num.partitions", "1",
                "transaction.state.log.replication.factor", "1",
                "transaction.state.log.min.isr", "1",
                "group.initial.rebalance.delay.ms", "0",
                "group.min.session.timeout.ms", "1000",
                "num.network.threads", "1",
                "num.io.threads", "2",
                "message.max.bytes", "4000000"));
        return properties;
    }

    /** Starts it again after {@link #stop}. */
    public void start() {
        server = new KafkaRaftServer(config, Time.SYSTEM);
        server.startup();
    }

    /** Stops it; its data stay. */
    public void stop() {
        closeClients();
        if (server != null) {
            server.shutdown();
            server.awaitShutdown();
            server = null;
        }
    }

    /** Where it listens. */
    public String address() {
        return address;
    }

    /** Where it listens for TLS with user and password, if it does. */
    public String securedAddress() {
        return securedAddress;
    }

    /** Makes a topic. */
    public void create(String topic, int partitions) {
        get(admin().createTopics(List.of(new NewTopic(topic, partitions, (short) 1)))
                .all());
        await().atMost(PATIENCE).until(() -> get(admin().listTopics().names()).contains(topic));
    }

    /** Removes a topic with all its records. */
    public void delete(String topic) {
        get(admin().deleteTopics(List.of(topic)).all());
        await().atMost(PATIENCE).until(() -> !get(admin().listTopics().names()).contains(topic));
    }

    /** Sends texts to a partition, in this order, and waits until they are there. */
    public void send(String topic, int partition, List<String> texts) {
        List<? extends Future<?>> sent = texts.stream()
                .map(text -> producer().send(new ProducerRecord<>(topic, partition, null, bytes(text))))
                .toList();
        sent.forEach(KafkaBroker::get);
    }

    /** Sends one record as it is. */
    public void send(ProducerRecord<byte[], byte[]> record) {
        get(producer().send(record));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** What a group has committed. */
    public OptionalLong committed(String group, String topic, int partition) {
        OffsetAndMetadata offset = get(admin().listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata())
                .get(new TopicPartition(topic, partition));
        return offset == null ? OptionalLong.empty() : OptionalLong.of(offset.offset());
    }

    /** Sets a group back, which must have no member. */
    public void rewind(String group, String topic, int partition) {
        get(admin().alterConsumerGroupOffsets(
                        group, Map.of(new TopicPartition(topic, partition), new OffsetAndMetadata(0)))
                .all());
    }

    /** The members of a group and the partitions of each. */
    public Map<String, Set<TopicPartition>> members(String group) {
        return get(admin().describeConsumerGroups(List.of(group)).all()).get(group).members().stream()
                .collect(Collectors.toMap(MemberDescription::consumerId, member -> member.assignment()
                        .topicPartitions()));
    }

    private Admin admin() {
        if (admin == null) {
            admin = Admin.create(Map.of("bootstrap.servers", address));
        }
        return admin;
    }

    private KafkaProducer<byte[], byte[]> producer() {
        if (producer == null) {
            Map<String, Object> properties = new HashMap<>();
            properties.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, address);
            producer = new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer());
        }
        return producer;
    }

    private static <T> T get(Future<T> future) {
        try {
            return future.get();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        } catch (ExecutionException failure) {
            throw new IllegalStateException(failure.getCause());
        }
    }

    private void closeClients() {
        if (admin != null) {
            admin.close(Duration.ZERO);
            admin = null;
        }
        if (producer != null) {
            producer.close(Duration.ZERO);
            producer = null;
        }
    }

    @Override
    public void close() {
        stop();
    }
}
