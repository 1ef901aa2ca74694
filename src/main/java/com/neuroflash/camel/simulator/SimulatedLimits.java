package com.neuroflash.camel.simulator;

/**
 * What a simulator refuses.
 *
 * @param monthlyQuota images a month (UTC)
 * @param dailyQuota images a day (UTC)
 * @param requestsPerSecond above it 429; 0 for no limit
 */
public record SimulatedLimits(long monthlyQuota, long dailyQuota, int requestsPerSecond) {}
