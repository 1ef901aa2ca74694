package com.neuroflash.camel.app;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The sources beside the inbox: which there are, and which of them are configured. */
final class Sources {
    /** The packaged route files of all sources, the inbox's excepted. */
    static final Set<String> ROUTES =
            Set.of(JmsSource.ROUTE, KafkaSource.ROUTE, SqsSource.ROUTE, HttpSource.ROUTE, ScheduleSource.ROUTE);

    private Sources() {}

    /** Those that are configured; what is wrong with them is named in {@code problems}. */
    static List<Source> read(Values values, Problems problems, Path workingDirectory) {
        List<Source> sources = new ArrayList<>();
        List<Optional<? extends Source>> all = List.of(
                JmsSource.read(values, problems),
                KafkaSource.read(values, problems),
                SqsSource.read(values, problems),
                HttpSource.read(values, problems),
                ScheduleSource.read(values, problems, workingDirectory));
        all.forEach(source -> source.ifPresent(sources::add));
        return List.copyOf(sources);
    }
}
