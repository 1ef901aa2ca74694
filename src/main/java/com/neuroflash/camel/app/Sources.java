package com.neuroflash.camel.app;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** The sources beside the inbox: which there are, and which of them are configured. */
final class Sources {
    /** The packaged route files of all sources, the inbox's excepted. */
    static final Set<String> ROUTES =
            Set.of(JmsSource.ROUTE, KafkaSource.ROUTE, SqsSource.ROUTE, HttpSource.ROUTE, ScheduleSource.ROUTE);

    private Sources() {}

    /**
     * Those that are configured; what is wrong with them is named in {@code problems}. The classes of one that is not are
     * never loaded: an application that embeds the pipeline may lack its client.
     */
    static List<Source> read(Values values, Problems problems, Path workingDirectory) {
        boolean serves = values.flag("http.prompts");
        values.duration("schedule.check-interval");
        List<Source> sources = new ArrayList<>();
        add(sources, values.text("jms.queue").isPresent(), () -> JmsSource.read(values, problems));
        add(sources, values.text("kafka.topic").isPresent(), () -> KafkaSource.read(values, problems));
        add(sources, values.text("sqs.queue").isPresent(), () -> SqsSource.read(values, problems));
        add(sources, serves, () -> HttpSource.read(values, problems));
        add(sources, !values.names(ScheduleReader.AREA).isEmpty(), () -> {
            return ScheduleSource.read(values, problems, workingDirectory);
        });
        return List.copyOf(sources);
    }

    private static void add(List<Source> sources, boolean configured, Supplier<Optional<? extends Source>> reading) {
        if (configured) {
            reading.get().ifPresent(sources::add);
        }
    }
}
