package com.neuroflash.camel.ledger;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.LinkedBlockingQueue;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * SQLite has one writer: a thread of its own commits the work of all callers who wait at that moment together, with one
 * sync. When any of it throws, none is committed, and each is done again by itself.
 */
final class CommitQueue implements Transactions {
    private final Jdbi writer;
    private final Jdbi readers;
    private final Failures failures;
    private final int mostTogether;
    private final BlockingQueue<Entry<?>> waiting = new LinkedBlockingQueue<>();
    private final Thread thread;
    private boolean closed;

    CommitQueue(Jdbi writer, Jdbi readers, Failures failures, int mostTogether) {
        this.writer = writer;
        this.readers = readers;
        this.failures = failures;
        this.mostTogether = mostTogether;
        thread = new Thread(this::run, "ledger-commit");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public <T> T write(Work<T> work) {
        Entry<T> entry = new Entry<>(work);
        add(entry);
        return entry.await();
    }

    @Override
    public <T> T read(Work<T> work) {
        try {
            return readers.withHandle(work::in);
        } catch (RuntimeException failed) {
            throw failures.translate(failed);
        }
    }

    /** What was asked for before is still committed. */
    @Override
    public void close() {
        synchronized (this) {
            if (!closed) {
                closed = true;
                waiting.add(Entry.last());
            }
        }
        joinUninterruptibly();
    }

    private synchronized void add(Entry<?> entry) {
        if (closed) {
            throw new IllegalStateException("the ledger is closed");
        }
        waiting.add(entry);
    }

    private void run() {
        boolean open = true;
        while (open) {
            List<Entry<?>> together = next();
            open = together.removeIf(Entry::isLast) ? false : open;
            if (!together.isEmpty()) {
                commit(together);
            }
        }
    }

    private List<Entry<?>> next() {
        List<Entry<?>> together = new ArrayList<>();
        while (together.isEmpty()) {
            try {
                together.add(waiting.take());
            } catch (InterruptedException ignored) {
                // nobody has this thread; it ends with the last entry, so that no caller waits for ever
            }
        }
        waiting.drainTo(together, mostTogether - 1);
        return together;
    }

    private void commit(List<Entry<?>> together) {
        try {
            writer.useTransaction(handle -> together.forEach(entry -> entry.run(handle)));
            together.forEach(Entry::complete);
        } catch (RuntimeException | Error failed) {
            afterFailure(together, failed);
        }
    }

    private void afterFailure(List<Entry<?>> together, Throwable failed) {
        if (together.size() == 1 || failures.isUnavailable(failed)) {
            together.forEach(entry -> entry.fail(failures.translate(failed)));
        } else {
            together.forEach(entry -> commit(List.of(entry)));
        }
    }

    private void joinUninterruptibly() {
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException again) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** One caller's work. */
    private static final class Entry<T> {
        private final Work<T> work;
        private final CompletableFuture<T> committed = new CompletableFuture<>();
        private T result;

        Entry(Work<T> work) {
            this.work = work;
        }

        static Entry<Void> last() {
            return new Entry<>(null);
        }

        boolean isLast() {
            return work == null;
        }

        void run(Handle handle) {
            result = work.in(handle);
        }

        void complete() {
            committed.complete(result);
        }

        void fail(Throwable failed) {
            committed.completeExceptionally(failed);
        }

        T await() {
            try {
                return committed.join();
            } catch (CompletionException failed) {
                if (failed.getCause() instanceof RuntimeException runtime) {
                    throw runtime;
                }
                throw failed;
            }
        }
    }
}
