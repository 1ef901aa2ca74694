package com.neuroflash.camel.app;

import java.util.Optional;
import org.apache.camel.CamelContext;
import picocli.CommandLine.IVersionProvider;

/** The versions of this module and of the Camel below it, from the jars' manifests. */
final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
        return new String[] {
            "neuroflash-camel " + of(Version.class),
            "Apache Camel " + of(CamelContext.class),
            "Java " + Runtime.version()
        };
    }

    private static String of(Class<?> type) {
        return Optional.ofNullable(type.getPackage().getImplementationVersion()).orElse("unpacked");
    }
}
