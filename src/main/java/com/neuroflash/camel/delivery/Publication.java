package com.neuroflash.camel.delivery;

import java.io.IOException;
import java.nio.file.Path;

/** Gives a complete, synced file its final name, if nothing has that name. */
interface Publication {
    /**
     * Whether {@code target} is now {@code temporary}; false when something was there already.
     *
     * @param temporary on the same file system; may be gone afterwards
     */
    boolean publish(Path temporary, Path target) throws IOException;
}
