package com.neuroflash.camel.inbox;

import static java.util.Objects.requireNonNull;

import java.io.File;
import org.apache.camel.component.file.GenericFile;
import org.apache.camel.component.file.GenericFileFilter;

/**
 * Lets Camel's file consumer take only files that are completely written. It is a filter, not a read lock: it costs one
 * look at the file's attributes a poll, makes no lock file and waits for nothing; files that settle go to the next poll
 * together.
 */
public final class InboxFilter implements GenericFileFilter<File> {
    private final SettledFiles settledFiles;

    /** Asks {@code settledFiles} about every file of a poll. */
    public InboxFilter(SettledFiles settledFiles) {
        this.settledFiles = requireNonNull(settledFiles, "settledFiles is null");
    }

    @Override
    public boolean accept(GenericFile<File> file) {
        return !file.isDirectory() && settledFiles.isReady(file.getFile().toPath());
    }
}
