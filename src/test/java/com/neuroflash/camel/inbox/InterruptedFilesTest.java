package com.neuroflash.camel.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.neuroflash.camel.api.GenerationRequest;
import com.neuroflash.camel.prompt.PromptMessage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InterruptedFilesTest extends InboxTest {
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2})
    void comesToTheSameEndAfterACrashBeforeAnyMove(int movesBeforeTheCrash) throws IOException {
        for (String name : List.of("a.csv", "a.txt")) {
            Path file = drop(name, CSV);
            FileOutcome outcome = FileOutcome.of(2, List.of(failure(name.equals("a.csv") ? 4 : 1)));

            crash(movesBeforeTheCrash, moves -> new FinishedFiles(inbox, moves).finish(file, outcome));
            finished.finish(file, outcome);
        }

        assertThat(names())
                .containsExactly(
                        ".done/a.csv",
                        ".failed/a.csv",
                        ".failed/a.csv.error.json",
                        ".failed/a.txt",
                        ".failed/a.txt.error.json");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2})
    void replacesWhatAnInterruptedAttemptHadWritten(int movesBeforeTheCrash) throws IOException {
        Path file = drop("a.csv", CSV);
        crash(movesBeforeTheCrash, moves -> new FinishedFiles(inbox, moves)
                .finish(file, FileOutcome.of(2, List.of(failure(4)))));

        finished.finish(file, FileOutcome.of(2, List.of(failure(6))));

        assertThat(errors("a.csv").get(0).get("line").asInt()).isEqualTo(6);
        assertThat(names()).containsExactly(".done/a.csv", ".failed/a.csv", ".failed/a.csv.error.json");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2})
    void writesATextAndAnObjectWithTheirIntentsOnce(int movesBeforeTheCrash) throws IOException {
        for (String name : List.of("a.txt", "b.json")) {
            Path file = drop(name, name.equals("a.txt") ? "a fox" : "{\"prompt\":\"a fox\"}");
            FileOutcome outcome = FileOutcome.of(0, List.of(known(1)));

            crash(movesBeforeTheCrash, moves -> new FinishedFiles(inbox, moves).finish(file, outcome));
            finished.finish(file, outcome);
        }

        assertThat(names())
                .containsExactly(
                        ".failed/a.json", ".failed/a.json.error.json", ".failed/b.json", ".failed/b.json.error.json");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2})
    void leavesNothingOfATextsObjectWhenTheSecondAttemptIsWithoutIntent(int movesBeforeTheCrash) throws IOException {
        Path file = drop("a.txt", "a fox");
        crash(movesBeforeTheCrash, moves -> new FinishedFiles(inbox, moves)
                .finish(file, FileOutcome.of(0, List.of(known(1)))));

        finished.finish(file, FileOutcome.of(0, List.of(failure(1))));

        assertThat(names()).containsExactly(".failed/a.txt", ".failed/a.txt.error.json");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2})
    void leavesNothingOfATextsObjectWhenTheSecondAttemptSucceeds(int movesBeforeTheCrash) throws IOException {
        Path file = drop("a.txt", "a fox");
        crash(movesBeforeTheCrash, moves -> new FinishedFiles(inbox, moves)
                .finish(file, FileOutcome.of(0, List.of(known(1)))));

        finished.finish(file, FileOutcome.of(1, List.of()));

        assertThat(names()).containsExactly(".done/a.txt");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2})
    void leavesOneDeadLetterAfterACrash(int movesBeforeTheCrash) throws IOException {
        PromptMessage message = PromptMessage.of(GenerationRequest.of("a fox"));
        crash(
                movesBeforeTheCrash,
                moves -> new FinishedFiles(inbox, moves).deadLetters().write("a.csv", message, known(4)));

        finished.deadLetters().write("a.csv", message, known(4));

        assertThat(names()).containsExactly(".failed/a-line4.json", ".failed/a-line4.json.error.json");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void takesBackWhatAnInterruptedAttemptHadWrittenWhenNothingFailsAnyMore(int movesBeforeTheCrash)
            throws IOException {
        Path file = drop("a.csv", CSV);
        crash(movesBeforeTheCrash, moves -> new FinishedFiles(inbox, moves)
                .finish(file, FileOutcome.of(2, List.of(failure(4)))));

        finished.finish(file, FileOutcome.of(3, List.of()));

        assertThat(names()).containsExactly(".done/a.csv");
    }

    private static void crash(int movesBefore, Attempt attempt) {
        Moves moves = new CrashingMoves(movesBefore);
        try {
            attempt.run(moves);
        } catch (Crash ignored) {
            // what the test is about; when all moves were made before, there was nothing to interrupt
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static final class CrashingMoves implements Moves {
        private int left;

        private CrashingMoves(int left) {
            this.left = left;
        }

        @Override
        public void move(Path from, Path to) throws IOException {
            count();
            Moves.durable().move(from, to);
        }

        @Override
        public void remove(Path file) throws IOException {
            count();
            Moves.durable().remove(file);
        }

        private void count() {
            if (left-- == 0) {
                throw new Crash();
            }
        }
    }

    private interface Attempt {
        void run(Moves moves) throws IOException;
    }

    private static final class Crash extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }
}
