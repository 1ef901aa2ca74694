package com.neuroflash.camel.bench;

import com.neuroflash.camel.app.Main;
import java.io.File;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** What is measured: the packed jar, and the plain route over the same libraries. */
final class Packed {
    private Packed() {}

    static Path jar() {
        return Path.of(System.getProperty("neuroflash.jar", "target/neuroflash-camel.jar"))
                .toAbsolutePath();
    }

    /** Arguments that run the packed jar, with other classes before it if there are any. */
    static List<String> ours(Optional<Path> before) {
        return before.map(classes -> List.of("-cp", classes + File.pathSeparator + jar(), Main.class.getName()))
                .orElseGet(() -> List.of("-jar", jar().toString()));
    }

    /** Where the classes of the bench are. */
    static Path testClasses() throws URISyntaxException {
        return Path.of(
                Packed.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    }

    /** Arguments that run a main class of the bench over the libraries of the packed jar, without the jar itself. */
    static List<String> plain(Class<?> main) throws URISyntaxException {
        Path libraries = jar().resolveSibling("lib").resolve("*");
        return List.of("-cp", libraries + File.pathSeparator + testClasses(), main.getName());
    }
}
