package com.neuroflash.camel.intent;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Where images are kept between download and delivery. It is looked at before anything is billed, so that no image is
 * paid that can't be downloaded.
 *
 * @param directory made when it is not there
 * @param largestImage in bytes: with less free space nothing is sent
 */
public record WorkRoom(Path directory, long largestImage) {
    /** Checks that it is named. */
    public WorkRoom {
        requireNonNull(directory, "directory is null");
    }

    /** Throws when an image of the largest size would not find room. */
    void require() throws IOException {
        long free = Files.createDirectories(directory).toFile().getUsableSpace();
        if (free < largestImage) {
            throw new DiskFullException(directory + " has " + free + " bytes free, expected " + largestImage
                    + " for an image of delivery.max-image-size; free some space");
        }
    }
}
