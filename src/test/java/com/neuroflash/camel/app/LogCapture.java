package com.neuroflash.camel.app;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.LoggerFactory;

/** What a logger and those below it say, until this is closed. */
final class LogCapture implements AutoCloseable {
    private final Logger logger;
    private final Level before;
    private final List<ILoggingEvent> events = new CopyOnWriteArrayList<>();
    private final AppenderBase<ILoggingEvent> appender = new AppenderBase<>() {
        @Override
        protected void append(ILoggingEvent event) {
            events.add(event);
        }
    };

    private LogCapture(Logger logger) {
        this.logger = logger;
        before = logger.getLevel();
        appender.start();
        logger.addAppender(appender);
    }

    static LogCapture of(String name) {
        return new LogCapture((Logger) LoggerFactory.getLogger(name));
    }

    /** The same with what is said at INFO, as a running service logs it. */
    static LogCapture ofInfo(String name) {
        LogCapture capture = of(name);
        capture.logger.setLevel(Level.INFO);
        return capture;
    }

    long count(String part) {
        return events.stream()
                .filter(event -> event.getFormattedMessage().contains(part))
                .count();
    }

    /** The messages that came with a stack trace, but for those of a broker in this JVM. */
    List<String> stackTraces() {
        return events.stream()
                .filter(event -> event.getThrowableProxy() != null)
                .filter(event -> !event.getLoggerName().startsWith("org.apache.activemq.artemis.core.server"))
                .map(event -> event.getLoggerName() + ": " + event.getFormattedMessage())
                .toList();
    }

    @Override
    public void close() {
        logger.detachAppender(appender);
        logger.setLevel(before);
        appender.stop();
    }
}
