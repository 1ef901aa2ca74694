package com.neuroflash.camel.intent;

import static java.util.Objects.requireNonNull;

import com.neuroflash.camel.api.Model;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.apache.camel.CamelContext;
import org.apache.camel.support.LifecycleStrategySupport;
import org.apache.camel.support.service.ServiceSupport;

/**
 * The prompt pipeline of one Camel context: binds the steps that the routes {@code prompt-to-images} and
 * {@code deliver-image} name, and stops so that no prompt is lost.
 */
public final class Pipeline extends ServiceSupport {
    private static final Duration FIRST_LOOK = Duration.ofMillis(200);
    private static final Duration LONGEST_LOOK = Duration.ofSeconds(5);

    private final PipelineSettings settings;
    private final ExecutorService threads;
    private final ScheduledExecutorService scheduler;
    private final Gate gate;
    private final Intake intake;
    private final PromptRunner runner;

    private Pipeline(CamelContext context, PipelineSettings settings) {
        this.settings = requireNonNull(settings, "settings is null");
        threads = context.getExecutorServiceManager().newCachedThreadPool(this, "prompt");
        scheduler = context.getExecutorServiceManager().newSingleThreadScheduledExecutor(this, "waiting-prompts");
        RandomGenerator random = RandomGenerator.getDefault();
        Timer timer = Timer.on(scheduler);
        gate = new Gate(timer, System::nanoTime, random, settings.pauseBackoff());
        intake = new Intake(settings.concurrency(), gate);
        FailurePolicy policy = new FailurePolicy(
                settings.backoff(), new Backoff(FIRST_LOOK, LONGEST_LOOK), settings.retries(), random);
        runner = new PromptRunner(threads, timer, gate, policy);
    }

    /**
     * Puts the pipeline into a context that is not started yet.
     *
     * @param models asks the API for its models
     */
    public static Pipeline install(CamelContext context, PipelineSettings settings, Supplier<List<Model>> models) {
        Pipeline pipeline = new Pipeline(context, settings);
        ModelCatalog catalog = new ModelCatalog(models, System::nanoTime);
        bind(context, "promptSteps", new PromptSteps(catalog, pipeline.gate, System::nanoTime));
        ImageNames names = new ImageNames(settings.key(), settings.simulated());
        bind(context, "imageSteps", new ImageSteps(names, pipeline.gate, settings, System::nanoTime));
        bind(context, "acceptPrompt", new AcceptPrompt(settings.defaults()));
        bind(context, "carryPrompt", new CarryPrompt(context, pipeline.runner, pipeline.intake));
        context.addLifecycleStrategy(new LifecycleStrategySupport() {
            @Override
            public void onContextStopping(CamelContext stopping) {
                pipeline.stop();
            }
        });
        return pipeline;
    }

    private static void bind(CamelContext context, String name, Object bean) {
        context.getRegistry().bind(name, bean);
    }

    /** The pool of permits that every source takes from before it reads its next prompt. */
    public Intake intake() {
        return intake;
    }

    /** The threads on which prompts are carried. */
    public ExecutorService threads() {
        return threads;
    }

    /** Why nothing is taken in, or an empty text while all is well. */
    public String pauseReason() {
        return gate.reason();
    }

    @Override
    protected void doStop() {
        intake.stop();
        runner.stop(settings.shutdownTimeout());
        scheduler.shutdownNow();
    }
}
