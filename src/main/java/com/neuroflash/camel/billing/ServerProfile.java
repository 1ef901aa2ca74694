package com.neuroflash.camel.billing;

import com.neuroflash.camel.api.HistoryEntry;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.BiPredicate;

/**
 * A server's ways, learnt from answered attempts and never assumed: who we are to it, what it makes of prompts, models
 * and parameters, how its clocks differ, and for which calls it was seen to show what was billed.
 */
public final class ServerProfile {
    private final Map<String, Set<Long>> users = new HashMap<>();
    private final Map<Call, Set<String>> models = new HashMap<>();
    private final Set<Call> calibrated = new HashSet<>();
    private final Set<Prompts.Kind> keptKinds = EnumSet.noneOf(Prompts.Kind.class);
    private final Optional<PromptForm> promptForm;
    private final boolean keepsPrompts;
    private final boolean keepsInputImages;
    private final ParameterEcho parameters;
    private final Duration stampsBefore;
    private final Duration stampsAfter;

    /** Which call with which model, under whose credentials. */
    private record Call(Operation operation, Optional<String> model, String principal) {
        static Call of(Attempt attempt) {
            return new Call(
                    attempt.request().operation(), attempt.request().request().model(), attempt.principal());
        }
    }

    private ServerProfile(List<AnsweredPair> pairs) {
        promptForm = pairs.isEmpty() ? Optional.empty() : formOf(pairs);
        keepsPrompts = allRows(pairs, (pair, row) -> row.prompt()
                .filter(prompt -> Prompts.hasSameSkeleton(prompt, pair.prompt()))
                .isPresent());
        keepsInputImages = allRows(edits(pairs), (pair, row) -> InputImages.ids(row.inputImages())
                .equals(InputImages.ids(pair.attempt().request().request().imageUrls())));
        parameters = ParameterEcho.learn(pairs);
        stampsBefore = furthest(
                pairs, (pair, at) -> Duration.between(at, pair.attempt().sent().earliest()));
        stampsAfter = furthest(pairs, (pair, at) -> Duration.between(pair.answered(), at));
        pairs.forEach(this::learnUserAndModel);
    }

    /** From the newest answered attempts of an account; a few hundred are plenty. */
    public static ServerProfile learn(List<AnsweredPair> pairs, BillingRules rules) {
        ServerProfile profile = new ServerProfile(pairs);
        pairs.forEach(pair -> profile.calibrate(pair, rules));
        return profile;
    }

    /** Of a server that nothing is known of. */
    public static ServerProfile blank() {
        return new ServerProfile(List.of());
    }

    /**
     * Whether an answered attempt like this one (operation, model, credentials, kinds of characters) was found in the
     * history by the very evidence that would adopt it.
     */
    public boolean isCalibratedFor(Attempt attempt) {
        return calibrated.contains(Call.of(attempt))
                && keptKinds.containsAll(
                        Prompts.kinds(attempt.request().request().prompt()));
    }

    /** Our user id under these credentials, when it is known and only one. */
    Optional<Long> user(String principal) {
        Set<Long> known = users.getOrDefault(principal, Set.of());
        return known.size() == 1 ? Optional.of(known.iterator().next()) : Optional.empty();
    }

    /** How the history shows prompts, when all answered attempts agree on it. */
    Optional<PromptForm> promptForm() {
        return promptForm;
    }

    /** Whether the letters and digits of every prompt survived. */
    boolean keepsPrompts() {
        return keepsPrompts;
    }

    /** Whether the source images of every edit could be recognised. */
    boolean keepsInputImages() {
        return keepsInputImages;
    }

    ParameterEcho parameters() {
        return parameters;
    }

    /** By how much {@code created_at} was seen to precede the sending, at most. */
    Duration stampsBefore() {
        return stampsBefore;
    }

    /** By how much {@code created_at} was seen to follow the answer, at most. */
    Duration stampsAfter() {
        return stampsAfter;
    }

    /** Whether the history always showed this attempt's model in one way. */
    boolean knowsModelOf(Attempt attempt) {
        return models.getOrDefault(Call.of(attempt), Set.of()).size() == 1;
    }

    /** Whether a row's model is how the history shows this attempt's. */
    boolean isModelOf(HistoryEntry row, Attempt attempt) {
        Set<String> known = models.getOrDefault(Call.of(attempt), Set.of());
        return knowsModelOf(attempt) && row.model().filter(known::contains).isPresent();
    }

    private void learnUserAndModel(AnsweredPair pair) {
        Attempt attempt = pair.attempt();
        for (HistoryEntry row : pair.rows()) {
            row.userId().ifPresent(user -> users.computeIfAbsent(attempt.principal(), key -> new HashSet<>())
                    .add(user));
            row.model().ifPresent(model -> models.computeIfAbsent(Call.of(attempt), key -> new HashSet<>())
                    .add(model));
        }
    }

    private void calibrate(AnsweredPair pair, BillingRules rules) {
        if (new Evidence(this, rules).isStrict(pair.attempt(), pair.batch())) {
            calibrated.add(Call.of(pair.attempt()));
            keptKinds.addAll(Prompts.kinds(pair.prompt()));
        }
    }

    private static Optional<PromptForm> formOf(List<AnsweredPair> pairs) {
        return Arrays.stream(PromptForm.values())
                .filter(form ->
                        allRows(pairs, (pair, row) -> row.prompt().equals(Optional.of(form.apply(pair.prompt())))))
                .findFirst();
    }

    private static List<AnsweredPair> edits(List<AnsweredPair> pairs) {
        return pairs.stream()
                .filter(pair -> pair.attempt().request().operation() == Operation.EDIT)
                .toList();
    }

    private static boolean allRows(List<AnsweredPair> pairs, BiPredicate<AnsweredPair, HistoryEntry> predicate) {
        return !pairs.isEmpty()
                && pairs.stream().allMatch(pair -> pair.rows().stream().allMatch(row -> predicate.test(pair, row)));
    }

    private static Duration furthest(List<AnsweredPair> pairs, BiFunction<AnsweredPair, Instant, Duration> distance) {
        return pairs.stream()
                .flatMap(pair -> pair.rows().stream()
                        .flatMap(row -> row.createdAt().stream())
                        .map(at -> distance.apply(pair, at)))
                .filter(duration -> !duration.isNegative())
                .max(Duration::compareTo)
                .orElse(Duration.ZERO);
    }
}
