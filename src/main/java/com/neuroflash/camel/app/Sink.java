package com.neuroflash.camel.app;

import com.neuroflash.camel.delivery.DirectorySink;
import com.neuroflash.camel.delivery.EndpointRequest;
import com.neuroflash.camel.delivery.ProbeResult;
import com.neuroflash.camel.delivery.S3ConflictResolver;
import com.neuroflash.camel.delivery.S3Request;
import com.neuroflash.camel.delivery.S3Settings;
import com.neuroflash.camel.delivery.S3SinkProbe;
import com.neuroflash.camel.delivery.SinkInventory;
import com.neuroflash.camel.delivery.SinkProbe;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.s3.S3Client;

/** An enabled sink: the beans that its route names, and what a probe finds. Closed with the service. */
final class Sink implements AutoCloseable {
    private final Map<String, Object> beans = new LinkedHashMap<>();
    private final String name;
    private final String place;
    private Optional<SinkProbe> probe = Optional.empty();
    private Optional<SinkInventory> inventory = Optional.empty();
    private Runnable check = () -> {};
    private Runnable release = () -> {};

    private Sink(String name, String place) {
        this.name = name;
        this.place = place;
    }

    static Sink open(String name, Settings settings) {
        return switch (name) {
            case SinkSettings.DIRECTORY -> directory(settings.delivery());
            case SinkSettings.S3 -> s3(settings);
            case SinkSettings.ENDPOINT -> endpoint(settings);
            default -> new Sink(name, "the route deliver-to-" + name);
        };
    }

    private static Sink directory(Settings.Delivery delivery) {
        Sink sink = new Sink(SinkSettings.DIRECTORY, "the directory " + delivery.directory());
        DirectorySink directory = new DirectorySink(delivery.directory());
        sink.beans.put("directorySink", directory);
        sink.probe = Optional.of(directory);
        sink.inventory = Optional.of(SinkInventory.ofDirectory(delivery.directory()));
        return sink;
    }

    private static Sink s3(Settings settings) {
        Settings.S3 configured = settings.s3();
        String bucket = configured.bucket().orElseThrow();
        S3Settings s3 = new S3Settings(
                bucket,
                configured.region().orElseThrow(),
                configured.endpoint(),
                configured.pathStyle(),
                settings.pipeline().concurrency());
        Sink sink = new Sink(SinkSettings.S3, "the bucket " + bucket);
        S3Client client = s3.open();
        sink.release = client::close;
        sink.beans.put("s3Client", client);
        sink.beans.put("s3Request", new S3Request());
        sink.beans.put("s3ConflictResolver", new S3ConflictResolver(client, bucket));
        sink.probe = Optional.of(new S3SinkProbe(client, s3));
        sink.inventory = Optional.of(SinkInventory.ofBucket(client, bucket));
        return sink;
    }

    private static Sink endpoint(Settings settings) {
        EndpointProbe probe = new EndpointProbe(settings.sinks().endpoint().orElseThrow(), settings.properties());
        Sink sink = new Sink(SinkSettings.ENDPOINT, probe.place());
        sink.beans.put("endpointRequest", new EndpointRequest());
        sink.probe = Optional.of(probe);
        sink.check = probe::check;
        return sink;
    }

    /** Its name in the configuration and in the ledger. */
    String name() {
        return name;
    }

    /** The beans that the sink's route names. */
    Map<String, Object> beans() {
        return beans;
    }

    /** The sink in words. */
    String place() {
        return place;
    }

    /**
     * Asks nobody.
     *
     * @throws ConfigurationException when it can't work, however long one waits
     */
    void check() {
        check.run();
    }

    /** What a probe finds; empty for a sink of the user's own. */
    Optional<ProbeResult> probe() {
        return probe.map(SinkProbe::probe);
    }

    /** Whether it takes objects again, as far as it can be asked. */
    boolean takesObjects() {
        return probe.map(SinkProbe::takesObjects).orElse(true);
    }

    /** What it holds; empty for an endpoint or a sink of the user's own, which can't be read. */
    Optional<SinkInventory> inventory() {
        return inventory;
    }

    @Override
    public void close() {
        release.run();
    }
}
