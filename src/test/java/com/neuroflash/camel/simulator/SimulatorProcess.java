package com.neuroflash.camel.simulator;

import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;

/** A simulator in a process of its own, to be killed; prints its base URL. */
final class SimulatorProcess {
    private SimulatorProcess() {}

    public static void main(String[] arguments) throws InterruptedException {
        Simulator simulator =
                Simulator.start(SimulatorSettings.in(Path.of(arguments[0])).withImagePixels(10_000));
        System.out.println(simulator.baseUrl());
        new CountDownLatch(1).await();
    }
}
