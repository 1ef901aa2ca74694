package com.neuroflash.camel.bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The rows of one JMS queue, each measured beside a plain route over the same queue. */
final class JmsQueue {
    private static final double AIM = 0.95;

    private final Path work;
    private final List<String> wrong = new ArrayList<>();

    JmsQueue(Path work) {
        this.work = work;
    }

    List<Row> measure() throws Exception {
        return List.of(withoutLatency(), slow());
    }

    /** What of ours was lost, double, broken or billed twice. */
    List<String> wrong() {
        return List.copyOf(wrong);
    }

    private Row withoutLatency() throws Exception {
        JmsRate rate = JmsRate.withoutLatency(work);
        String what = "messages per second of a JMS queue, without latency";
        return row(what, ours(what, rate), rate);
    }

    private Row slow() throws Exception {
        JmsRate rate = JmsRate.slow(work);
        String what = Row.text("the same at 10 s latency with 200 in flight, ideal %.0f/s", rate.ideal());
        JmsRate.Result ours = ours(what, rate);
        return row(what, ours, rate).withAim("95 % of the ideal", ours.rate() >= AIM * rate.ideal());
    }

    private JmsRate.Result ours(String what, JmsRate rate) throws Exception {
        JmsRate.Result ours = rate.measure(JmsPipeline.OURS);
        if (!ours.balance().isEven()) {
            wrong.add(what + ours.balance().remark());
        }
        return ours;
    }

    private static Row row(String what, JmsRate.Result ours, JmsRate rate) throws Exception {
        JmsRate.Result plain = rate.measure(JmsPipeline.PLAIN);
        return Row.of(what, ours.text(), plain.text(), Row.ratio(ours.rate(), plain.rate()));
    }
}
