package com.neuroflash.camel.billing;

import com.neuroflash.camel.api.GenerationRequest;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tag;

/** Random interleavings of sends, crashes, clocks and histories over several instances. */
class BilledOnceTest {
    private static final int STEPS = 160;
    private static final Account ACCOUNT = new Account("app.neuroflash.com", "w");

    @Property(tries = 400, seed = "20261122")
    void billsOnceAndForgetsNothing(
            @ForAll("tapes") List<Integer> tape,
            @ForAll("intents") List<FrozenRequest> intents,
            @ForAll("ways") int ways) {
        run(tape, intents, ways, Flaw.NONE);
    }

    @Property(tries = 50_000)
    @Tag("long")
    void billsOnceWhateverTheSeed(
            @ForAll("tapes") List<Integer> tape,
            @ForAll("intents") List<FrozenRequest> intents,
            @ForAll("ways") int ways) {
        run(tape, intents, ways, Flaw.NONE);
    }

    static Model run(List<Integer> tape, List<FrozenRequest> intents, int ways, Flaw flaw) {
        Model model = new Model(intents, ways, flaw);
        Invariants invariants = new Invariants(model);
        for (int number : tape) {
            model.step(number);
            invariants.check();
        }
        model.drain();
        invariants.check();
        if (!model.isQuiet()) {
            throw new AssertionError("an intent is neither paid nor failed nor held: " + model.story());
        }
        return model;
    }

    @Provide
    Arbitrary<List<Integer>> tapes() {
        return Arbitraries.integers()
                .between(0, 2_000_000)
                .list()
                .ofMinSize(STEPS / 2)
                .ofMaxSize(STEPS);
    }

    @Provide
    Arbitrary<List<FrozenRequest>> intents() {
        return Arbitraries.integers()
                .between(0, 47)
                .map(bits -> request(bits % 2 == 0 ? bits : bits / 8 * 8))
                .list()
                .ofMinSize(2)
                .ofMaxSize(8);
    }

    @Provide
    Arbitrary<Integer> ways() {
        return Arbitraries.integers().between(0, 127);
    }

    static FrozenRequest request(int bits) {
        List<String> prompts = List.of("a cat", "a cat", "a cat ", "a dog");
        return new FrozenRequest(
                ACCOUNT,
                new GenerationRequest(
                        prompts.get(bits % 4),
                        Optional.of(1 + bits / 4 % 2),
                        Optional.empty(),
                        Optional.of(bits / 8 % 3 == 0 ? "jpeg" : "png"),
                        Optional.of("nano-banana-2"),
                        Optional.of(bits / 24 % 2 == 0),
                        List.of()));
    }
}
