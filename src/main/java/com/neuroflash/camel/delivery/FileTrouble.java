package com.neuroflash.camel.delivery;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;

/** What is wrong with a directory, in words for people. */
public final class FileTrouble {
    private FileTrouble() {}

    /** With the path, once. */
    public static String words(IOException failure) {
        if (!(failure instanceof FileSystemException file) || file.getFile() == null) {
            return failure.getMessage() == null ? "it failed without saying why" : failure.getMessage();
        }
        return file.getFile() + " " + words(file);
    }

    private static String words(FileSystemException failure) {
        if (failure instanceof NoSuchFileException) {
            return "does not exist";
        }
        if (isNoDirectory(failure)) {
            return "is not a directory";
        }
        if (failure instanceof AccessDeniedException) {
            return "may not be written by this user";
        }
        return "can't be used: " + (failure.getReason() == null ? "no reason is given" : failure.getReason());
    }

    /** A file where a directory should be, found when it is used or when it should be made. */
    static boolean isNoDirectory(IOException failure) {
        return failure instanceof NotDirectoryException || failure instanceof FileAlreadyExistsException;
    }
}
