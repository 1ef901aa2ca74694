package com.neuroflash.camel.simulator;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How a simulator is started; {@link #in(Path)} has defaults for everything but the directory.
 *
 * @param dataDirectory where its state lies: the journal and the images
 * @param host the address to listen on; the loopback by default
 * @param port the port, or 0 for a free one
 * @param basePath {@link #SEED_BASE} or {@link #VENDOR_BASE}; only this one answers
 * @param account who may call
 * @param images what images it makes
 * @param limits what it refuses
 * @param faults what goes wrong from the start
 * @param clock the time of the history, tokens and quota; the Date header is always the machine's
 */
public record SimulatorSettings(
        Path dataDirectory,
        String host,
        int port,
        String basePath,
        SimulatedAccount account,
        ImageSettings images,
        SimulatedLimits limits,
        List<FaultRule> faults,
        Clock clock) {

    /** The base path of the seed's documentation. */
    public static final String SEED_BASE = "/api/ds-prototypes";

    /** The base path of the vendor's overview. */
    public static final String VENDOR_BASE = "/api/ds-prototypes/image_generation";

    public static final String DEFAULT_ACCESS_TOKEN = "simulator-token";
    public static final String DEFAULT_WORKSPACE = "simulator-workspace";
    public static final String DEFAULT_CLIENT_ID = "simulator-client";
    public static final String DEFAULT_CLIENT_SECRET = "simulator-secret";
    public static final long DEFAULT_USER = 4711;

    /** Checks what would only be found out later. */
    public SimulatorSettings {
        requireNonNull(dataDirectory, "dataDirectory is null");
        requireNonNull(host, "host is null");
        requireNonNull(clock, "clock is null");
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("port must be 0 (any free one) to 65535, found " + port);
        }
        if (!List.of(SEED_BASE, VENDOR_BASE).contains(basePath)) {
            throw new IllegalArgumentException(
                    "basePath must be " + SEED_BASE + " or " + VENDOR_BASE + ", found '" + basePath + "'");
        }
        faults = List.copyOf(faults);
    }

    /** Everything by default. */
    public static SimulatorSettings in(Path dataDirectory) {
        return new SimulatorSettings(
                dataDirectory,
                "127.0.0.1",
                0,
                SEED_BASE,
                new SimulatedAccount(
                        Map.of(DEFAULT_ACCESS_TOKEN, DEFAULT_USER),
                        DEFAULT_CLIENT_ID,
                        DEFAULT_CLIENT_SECRET,
                        DEFAULT_USER,
                        DEFAULT_WORKSPACE,
                        Duration.ofHours(4),
                        true),
                new ImageSettings(ImageSettings.MEGAPIXEL, 0, 0),
                new SimulatedLimits(1_000_000, 1_000_000, 0),
                List.of(),
                Clock.systemUTC());
    }

    /** Listens on that address; anything but the loopback lets others call its admin path, too. */
    public SimulatorSettings withHost(String newHost) {
        return new SimulatorSettings(dataDirectory, newHost, port, basePath, account, images, limits, faults, clock);
    }

    /** Listens on that port; 0 takes a free one. */
    public SimulatorSettings withPort(int newPort) {
        return new SimulatorSettings(dataDirectory, host, newPort, basePath, account, images, limits, faults, clock);
    }

    /** Answers at {@link #SEED_BASE} or {@link #VENDOR_BASE} only. */
    public SimulatorSettings withBasePath(String newBasePath) {
        return new SimulatorSettings(dataDirectory, host, port, newBasePath, account, images, limits, faults, clock);
    }

    /** Changes who may call. */
    public SimulatorSettings withAccount(SimulatedAccount newAccount) {
        return new SimulatorSettings(dataDirectory, host, port, basePath, newAccount, images, limits, faults, clock);
    }

    /** The one ready access token, of {@link #DEFAULT_USER}, instead of the default one. */
    public SimulatorSettings withAccessToken(String token) {
        return withAccount(account.with(Map.of(token, DEFAULT_USER)));
    }

    /** One more ready access token, of another user in the same workspace. */
    public SimulatorSettings withUser(String token, long userId) {
        Map<String, Long> users = new LinkedHashMap<>(account.users());
        users.put(token, userId);
        return withAccount(account.with(users));
    }

    /** The OAuth 2 client that the token endpoint accepts. */
    public SimulatorSettings withClient(String id, String secret) {
        return withAccount(account.withClient(id, secret));
    }

    /** The only workspace. */
    public SimulatorSettings withWorkspace(String workspaceId) {
        return withAccount(account.withWorkspace(workspaceId));
    }

    /** How long a token of the token endpoint is valid. */
    public SimulatorSettings withTokenLifetime(Duration lifetime) {
        return withAccount(account.withTokenLifetime(lifetime));
    }

    /** A plan that has no images: generations answer 403 and no model is allowed. */
    public SimulatorSettings withoutImagesInPlan() {
        return withAccount(account.withoutImages());
    }

    /** Real images of about that many pixels. */
    public SimulatorSettings withImagePixels(int pixels) {
        return withImages(new ImageSettings(pixels, images.fastBytes(), images.seed()));
    }

    /** Prepared images of that length which differ in a few bytes; 0 for real images. */
    public SimulatorSettings withFastImages(long bytes) {
        return withImages(new ImageSettings(images.pixels(), bytes, images.seed()));
    }

    /** Other images of the same prompts; also the seed of the faults' probabilities. */
    public SimulatorSettings withSeed(long seed) {
        return withImages(new ImageSettings(images.pixels(), images.fastBytes(), seed));
    }

    /** Images a month and a day. */
    public SimulatorSettings withQuota(long monthly, long daily) {
        return withLimits(new SimulatedLimits(monthly, daily, limits.requestsPerSecond()));
    }

    /** Answers 429 above that rate; 0 for no limit. */
    public SimulatorSettings withRequestsPerSecond(int requests) {
        return withLimits(new SimulatedLimits(limits.monthlyQuota(), limits.dailyQuota(), requests));
    }

    /** What goes wrong from the start; see {@link Faults#parse(String)} for the text form. */
    public SimulatorSettings withFaults(List<FaultRule> rules) {
        return new SimulatorSettings(dataDirectory, host, port, basePath, account, images, limits, rules, clock);
    }

    /** The time of the history, tokens and quota. */
    public SimulatorSettings withClock(Clock newClock) {
        return new SimulatorSettings(dataDirectory, host, port, basePath, account, images, limits, faults, newClock);
    }

    private SimulatorSettings withImages(ImageSettings newImages) {
        return new SimulatorSettings(dataDirectory, host, port, basePath, account, newImages, limits, faults, clock);
    }

    private SimulatorSettings withLimits(SimulatedLimits newLimits) {
        return new SimulatorSettings(dataDirectory, host, port, basePath, account, images, newLimits, faults, clock);
    }
}
