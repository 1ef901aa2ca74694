package com.neuroflash.camel.bench;

import java.io.File;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;

/** What is measured: the packed jar, and the plain route over the same libraries. */
final class Packed {
    private Packed() {}

    static Path jar() {
        return Path.of(System.getProperty("neuroflash.jar", "target/neuroflash-camel.jar"))
                .toAbsolutePath();
    }

    /** Arguments that run a main class of the bench over the libraries of the packed jar, without the jar itself. */
    static List<String> plain(Class<?> main) throws URISyntaxException {
        Path libraries = jar().resolveSibling("lib").resolve("*");
        Path classes =
                Path.of(main.getProtectionDomain().getCodeSource().getLocation().toURI());
        return List.of("-cp", libraries + File.pathSeparator + classes, main.getName());
    }
}
