package com.neuroflash.camel.intent;

import java.util.function.Consumer;

/** Tells of the sinks, at once, what it was told to. */
final class ManualProbe implements Gate.Probe {
    private boolean inOrder;

    void finds(boolean sinksInOrder) {
        inOrder = sinksInOrder;
    }

    @Override
    public boolean canTell(Stage stage) {
        return stage == Stage.DELIVER;
    }

    @Override
    public void look(Consumer<Boolean> told) {
        told.accept(inOrder);
    }
}
