package com.neuroflash.camel.app;

import com.neuroflash.camel.delivery.ProbeResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import org.apache.camel.Exchange;
import org.apache.camel.Producer;
import org.apache.camel.component.file.GenericFileEndpoint;
import org.apache.camel.component.file.GenericFileExist;
import org.apache.camel.component.file.remote.RemoteFileEndpoint;
import org.apache.camel.component.file.remote.RemoteFileOperations;

/** Puts a tiny file to an endpoint of files, as images are put, and removes it again. */
final class FileTrial {
    private static final String NAME = ".neuroflash-probe-";

    private final String place;
    private final GenericFileEndpoint<?> endpoint;

    FileTrial(String place, GenericFileEndpoint<?> endpoint) {
        this.place = place;
        this.endpoint = endpoint;
    }

    /** What may have been put is put again: it must not grow by that, nor fail for ever, nor leave half of it. */
    static void requireRepeatable(GenericFileEndpoint<?> endpoint) {
        GenericFileExist taken = endpoint.getFileExist();
        if (taken == GenericFileExist.Append || taken == GenericFileExist.Fail) {
            throw new IllegalArgumentException("expected the option fileExist to be Ignore or Override, since what may"
                    + " have been put is put again, found " + taken);
        }
        if (taken == GenericFileExist.Ignore && endpoint.getTempFileName() == null) {
            throw new IllegalArgumentException("expected the option tempPrefix beside fileExist Ignore, such as"
                    + " .incoming-; without it half a file that a lost connection left counts as delivered");
        }
    }

    ProbeResult run() throws Exception {
        GenericFileExist taken = endpoint.getFileExist();
        String file = put();
        String left = remove(file) ? "" : "; the trial file " + file + " can't be removed";
        if (endpoint.getTempFileName() == null) {
            return EndpointProbe.usable(
                    place + " takes files, but shows half of one while it is being written" + left,
                    "set tempPrefix=.incoming- in delivery.endpoint");
        }
        return EndpointProbe.usable(
                place + " takes files, whole or not at all, with fileExist=" + taken + left,
                taken == GenericFileExist.Ignore
                        ? "let nobody else write there"
                        : "set fileExist=Ignore in delivery.endpoint, if what is there must stay");
    }

    private String put() throws Exception {
        try (Producer producer = endpoint.createProducer()) {
            producer.start();
            Exchange exchange = endpoint.createExchange();
            exchange.getMessage().setHeader(Exchange.FILE_NAME, NAME + UUID.randomUUID());
            exchange.getMessage().setBody(new byte[] {'n', 'f'});
            producer.process(exchange);
            if (exchange.getException() != null) {
                throw exchange.getException();
            }
            return exchange.getMessage().getHeader(Exchange.FILE_NAME_PRODUCED, String.class);
        }
    }

    private boolean remove(String file) throws Exception {
        if (!(endpoint instanceof RemoteFileEndpoint<?> remote)) {
            return Files.deleteIfExists(Path.of(file));
        }
        RemoteFileOperations<?> operations = remote.createRemoteFileOperations();
        try {
            return operations.connect(remote.getConfiguration(), endpoint.createExchange())
                    && operations.deleteFile(file);
        } catch (RuntimeException refused) {
            return false;
        } finally {
            operations.disconnect();
        }
    }
}
