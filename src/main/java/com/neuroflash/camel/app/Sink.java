package com.neuroflash.camel.app;

import com.neuroflash.camel.delivery.DirectorySink;
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

/** The chosen sink: the beans that its route names, and what a probe finds. Closed with the service. */
final class Sink implements AutoCloseable {
    private final Map<String, Object> beans = new LinkedHashMap<>();
    private final String place;
    private Optional<SinkProbe> probe = Optional.empty();
    private Optional<SinkInventory> inventory = Optional.empty();
    private Optional<S3Client> s3 = Optional.empty();

    private Sink(String place) {
        this.place = place;
    }

    static Sink open(Settings settings) {
        Settings.Delivery delivery = settings.delivery();
        if (delivery.isDirectory()) {
            return directory(delivery);
        }
        return delivery.isS3() ? s3(settings) : new Sink("the route deliver-to-" + delivery.sink());
    }

    private static Sink directory(Settings.Delivery delivery) {
        Sink sink = new Sink("the directory " + delivery.directory());
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
        Sink sink = new Sink("the bucket " + bucket);
        S3Client client = s3.open();
        sink.s3 = Optional.of(client);
        sink.beans.put("s3Client", client);
        sink.beans.put("s3Request", new S3Request());
        sink.beans.put("s3ConflictResolver", new S3ConflictResolver(client, bucket));
        sink.probe = Optional.of(new S3SinkProbe(client, s3));
        sink.inventory = Optional.of(SinkInventory.ofBucket(client, bucket));
        return sink;
    }

    /** The beans that the sink's route names. */
    Map<String, Object> beans() {
        return beans;
    }

    /** The sink in words. */
    String place() {
        return place;
    }

    /** What a probe finds; empty for a sink of the user's own. */
    Optional<ProbeResult> probe() {
        return probe.map(SinkProbe::probe);
    }

    /** What it holds; empty for a sink of the user's own, which can't be read. */
    Optional<SinkInventory> inventory() {
        return inventory;
    }

    /** What it holds, for a command that can't do without. */
    SinkInventory readable() {
        return inventory.orElseThrow(() -> new CommandException("expected delivery.sink=directory or s3, found " + place
                + ": a sink of your own can't be read; compare it by what ledger list and show say"));
    }

    @Override
    public void close() {
        s3.ifPresent(S3Client::close);
    }
}
