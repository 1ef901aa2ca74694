package com.neuroflash.camel.intent;

import static java.util.Objects.requireNonNull;

import com.neuroflash.camel.api.Neuroflash;
import com.neuroflash.camel.history.HistoryWalker;
import com.neuroflash.camel.ledger.Ledger;
import com.neuroflash.camel.ledger.LedgerUnavailableException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.random.RandomGenerator;
import org.apache.camel.CamelContext;
import org.apache.camel.support.LifecycleStrategySupport;
import org.apache.camel.support.service.ServiceSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The prompt pipeline of one Camel context over one ledger: binds the steps that the routes name, and stops so that no
 * prompt is lost.
 */
public final class Pipeline extends ServiceSupport {
    private static final Logger LOG = LoggerFactory.getLogger(Pipeline.class);
    private static final Duration FIRST_LOOK = Duration.ofMillis(200);
    private static final Duration LONGEST_LOOK = Duration.ofSeconds(5);
    private static final int WALKED_BEFORE = 2;

    private final PipelineSettings settings;
    private final Ledger ledger;
    private final ExecutorService threads;
    private final ScheduledExecutorService scheduler;
    private final ScheduledExecutorService heart;
    private final Gate gate;
    private final Intake intake;
    private final Turns turns;
    private final PromptRunner runner;
    private final Recall recall;
    private final ModelCatalog catalog;
    private final WaitingRoom waitingRoom;

    /**
     * What a pipeline works with.
     *
     * @param ledger opened for running; closed by its owner, after the context
     * @param neuroflash the API
     * @param time hears the API's dates
     * @param deadLetters stores what fails after its source was acknowledged
     * @param sinksAreReady whether the sinks can take images, as far as they can be asked
     */
    public record Surroundings(
            Ledger ledger,
            Neuroflash neuroflash,
            ServerTimekeeper time,
            DeadLetterOffice deadLetters,
            BooleanSupplier sinksAreReady) {
        /** Checks that nothing is null. */
        public Surroundings {
            requireNonNull(ledger, "ledger is null");
            requireNonNull(neuroflash, "neuroflash is null");
            requireNonNull(time, "time is null");
            requireNonNull(deadLetters, "deadLetters is null");
            requireNonNull(sinksAreReady, "sinksAreReady is null");
        }
    }

    private Pipeline(
            CamelContext context, PipelineSettings settings, BillingSettings billing, Surroundings surroundings) {
        this.settings = requireNonNull(settings, "settings is null");
        ledger = surroundings.ledger();
        threads = context.getExecutorServiceManager().newCachedThreadPool(this, "prompt");
        scheduler = context.getExecutorServiceManager().newSingleThreadScheduledExecutor(this, "waiting-prompts");
        heart = context.getExecutorServiceManager().newSingleThreadScheduledExecutor(this, "lease");
        RandomGenerator random = RandomGenerator.getDefault();
        Timer timer = Timer.on(scheduler);
        ServerTimekeeper time = surroundings.time();
        gate = new Gate(
                timer,
                System::nanoTime,
                random,
                settings.pauseBackoff(),
                billing.maxHold(),
                new SinkLook(surroundings.sinksAreReady(), threads));
        intake = new Intake(settings.concurrency(), gate);
        OwnerLease lease = new OwnerLease(ledger, time, billing.lease());
        HistoryKnowledge history = new HistoryKnowledge(
                new HistoryWalker(surroundings.neuroflash(), time),
                time,
                billing.rules().settleTime().multipliedBy(WALKED_BEFORE));
        Bookkeeping books = new Bookkeeping(ledger, billing.rules(), time);
        Purchases purchases = new Purchases(ledger, billing, time, lease, history, books);
        Deliveries deliveries = new Deliveries(ledger);
        FailurePolicy policy = new FailurePolicy(
                settings.backoff(), new Backoff(FIRST_LOOK, LONGEST_LOOK), settings.retries(), random);
        turns = new Turns(settings.concurrency());
        runner = new PromptRunner(threads, timer, gate, policy, books, deliveries, turns, billing.maxHold());
        recall = new Recall(ledger, time);
        catalog = new ModelCatalog(surroundings.neuroflash()::models, System::nanoTime);
        waitingRoom = new WaitingRoom(ledger, catalog, time, billing, settings);
        bind(context, billing, surroundings, purchases, books, deliveries, history);
        lease.beat();
        long interval = lease.interval().toNanos();
        heart.scheduleAtFixedRate(lease::beat, interval, interval, TimeUnit.NANOSECONDS);
        Orphans orphans = new Orphans(ledger, runner::carriedIdentities);
        heart.scheduleWithFixedDelay(orphans, interval, interval, TimeUnit.NANOSECONDS);
        scheduler.scheduleWithFixedDelay(() -> lookIntoWaitingRoom(billing.maxParked()), 0, 1, TimeUnit.SECONDS);
    }

    /** Puts the pipeline into a context that is not started yet. */
    public static Pipeline install(
            CamelContext context, PipelineSettings settings, BillingSettings billing, Surroundings surroundings) {
        Pipeline pipeline = new Pipeline(context, settings, billing, surroundings);
        context.addLifecycleStrategy(new LifecycleStrategySupport() {
            @Override
            public void onContextStopping(CamelContext stopping) {
                pipeline.stop();
            }
        });
        return pipeline;
    }

    private void bind(
            CamelContext context,
            BillingSettings billing,
            Surroundings surroundings,
            Purchases purchases,
            Bookkeeping books,
            Deliveries deliveries,
            HistoryKnowledge history) {
        CarryPrompt carry = new CarryPrompt(context, runner, intake);
        ImageNames names = new ImageNames(settings.simulated());
        bind(
                context,
                "promptSteps",
                new PromptSteps(
                        catalog,
                        recall,
                        purchases,
                        books,
                        settings.work(),
                        gate,
                        settings.sinks(),
                        turns,
                        System::nanoTime));
        ImageIdentity identity = new ImageIdentity(
                history, billing.rules().settleTime().plus(billing.rules().clockMargin()));
        bind(context, "imageSteps", new ImageSteps(names, identity, deliveries, gate, settings, System::nanoTime));
        bind(
                context,
                "acceptPrompt",
                new AcceptPrompt(
                        billing.account(), settings.defaults(), settings.key().toString(), settings.sinks()));
        bind(context, "carryPrompt", carry);
        bind(context, "chosenSink", new ChosenSink(context, settings.sinks()));
        bind(
                context,
                "resumeParked",
                new Resumer(
                        ledger,
                        surroundings.time(),
                        intake,
                        runner,
                        carry::advance,
                        surroundings.deadLetters(),
                        catalog));
        bind(
                context,
                "settleUnknown",
                new Settler(ledger, billing, surroundings.time(), history, surroundings.neuroflash()));
    }

    private void lookIntoWaitingRoom(int mostParked) {
        try {
            intake.waitingRoomIsFull(ledger.waiting() >= mostParked);
        } catch (RuntimeException away) {
            LOG.debug("the waiting room can't be counted: {}", away.getMessage());
        }
    }

    private static void bind(CamelContext context, String name, Object bean) {
        context.getRegistry().bind(name, bean);
    }

    /** The pool of permits that every source takes from before it reads its next prompt. */
    public Intake intake() {
        return intake;
    }

    /** What the ledger knows of prompts. */
    public Recall recall() {
        return recall;
    }

    /** Where prompts are kept for later. */
    public WaitingRoom waitingRoom() {
        return waitingRoom;
    }

    /** The threads on which prompts are carried. */
    public ExecutorService threads() {
        return threads;
    }

    /** When something was first so, whatever process saw it; durable. */
    public Instant since(String what, Instant now) {
        return ledger.since(what, now);
    }

    /** Why nothing is taken in, or an empty text while all is well. */
    public String pauseReason() {
        return gate.reason();
    }

    /** How long the present pause lasts at least; zero while all is well. */
    public Duration pausedFor() {
        return gate.remaining();
    }

    @Override
    protected void doStop() {
        intake.stop();
        runner.stop(settings.shutdownTimeout());
        scheduler.shutdownNow();
        heart.shutdownNow();
        try {
            ledger.resign(ledger.owner());
        } catch (LedgerUnavailableException away) {
            LOG.warn("the ledger can't be told of the stop; the lease runs out instead: {}", away.getMessage());
        }
    }
}
