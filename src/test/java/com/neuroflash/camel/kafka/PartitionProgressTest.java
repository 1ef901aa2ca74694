package com.neuroflash.camel.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class PartitionProgressTest {
    private final PartitionProgress progress = new PartitionProgress();

    @Test
    void commitsNothingBeforeARecordWasRead() {
        assertThat(progress.toCommit()).isEmpty();
    }

    @Test
    void waitsForTheLowestRecordWhateverElseIsFinished() {
        for (long offset = 10; offset < 15; offset++) {
            progress.begin(offset);
        }
        progress.finish(11);
        progress.finish(14);

        assertThat(progress.toCommit()).hasValue(10);

        progress.finish(10);

        assertThat(progress.toCommit()).hasValue(12);
    }

    @Test
    void commitsBehindTheLastRecordWhenAllAreFinished() {
        progress.begin(10);
        progress.begin(17);
        progress.finish(17);
        progress.finish(10);

        assertThat(progress.toCommit()).hasValue(18);
    }

    @Test
    void commitsAWatermarkOnce() {
        progress.begin(10);
        progress.finish(10);
        progress.committed(11);

        assertThat(progress.toCommit()).isEmpty();

        progress.begin(11);

        assertThat(progress.toCommit()).isEmpty();
    }

    @Property(tries = 200)
    void neverCommitsBeyondWhatIsUnfinishedAndAtLastEverything(
            @ForAll @IntRange(min = 1, max = 60) int records, @ForAll long seed) {
        PartitionProgress random = new PartitionProgress();
        List<Long> unfinished = new ArrayList<>();
        Random choice = new Random(seed);
        long next = 0;
        while (next < records || !unfinished.isEmpty()) {
            if (next < records && (unfinished.isEmpty() || choice.nextBoolean())) {
                random.begin(next);
                unfinished.add(next++);
            } else {
                random.finish(unfinished.remove(choice.nextInt(unfinished.size())));
            }
            long lowest = unfinished.isEmpty() ? next : Collections.min(unfinished);
            assertThat(random.toCommit()).hasValue(lowest);
        }
        assertThat(random.toCommit()).hasValue(records);
    }
}
