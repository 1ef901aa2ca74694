package com.neuroflash.camel.component;

import com.neuroflash.camel.api.RejectedException;
import com.neuroflash.camel.api.RetryLaterException;
import com.neuroflash.camel.api.ViewedImage;
import com.neuroflash.camel.component.ImageReference.Elsewhere;
import com.neuroflash.camel.component.ImageReference.OnHost;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Set;
import org.apache.camel.component.http.HttpMethods;

/**
 * Fetches an image, redirects hop by hop. Credentials go to the configured host only, and once a redirect has led away
 * from it, not even there.
 */
final class ImageDownload {
    private static final String OPERATION = "view";
    private static final String ACCEPT = "image/*, */*;q=0.1";
    private static final int MOST_REDIRECTS = 5;
    private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);

    private final Calls calls;

    ImageDownload(Calls calls) {
        this.calls = calls;
    }

    ViewedImage fetch(String reference, Path target) {
        ImageReference next = ImageReference.parse(OPERATION, reference, calls.base());
        for (int hop = 0; hop <= MOST_REDIRECTS; hop++) {
            URI url = urlOf(next);
            try (HttpAnswer answer = get(next, url)) {
                if (!REDIRECTS.contains(answer.status())) {
                    return receive(next, url, answer, target);
                }
                next = redirected(next, url, answer);
            }
        }
        throw rejected(0, "more than " + MOST_REDIRECTS + " redirects");
    }

    private URI urlOf(ImageReference reference) {
        return reference instanceof OnHost onHost ? calls.base().onHost(onHost.path()) : ((Elsewhere) reference).url();
    }

    private HttpAnswer get(ImageReference reference, URI url) {
        if (reference instanceof OnHost) {
            return calls.authorized(
                            OPERATION,
                            HttpMethods.GET,
                            url,
                            ACCEPT,
                            calls.limits().responseTimeout())
                    .answer();
        }
        HttpCall call = HttpCall.without(HttpMethods.GET, url, calls.anonymousHeaders(ACCEPT));
        try {
            return calls.transports().elsewhere().send(call, calls.limits().responseTimeout());
        } catch (IOException e) {
            if (e.getCause() instanceof ForbiddenAddressException) {
                throw rejected(0, e.getCause().getMessage() + "; images are fetched from public addresses only");
            }
            throw new RetryLaterException(
                    OPERATION,
                    0,
                    "",
                    OPERATION + ": " + url.getHost() + " did not answer (" + Failure.describe(e)
                            + "). It may succeed later.",
                    null,
                    e);
        }
    }

    private ImageReference redirected(ImageReference from, URI url, HttpAnswer answer) {
        URI location = location(url, answer);
        if (from instanceof OnHost) {
            return ImageReference.parse(OPERATION, location.toString(), calls.base());
        }
        if (!"https".equalsIgnoreCase(location.getScheme())
                || location.getHost() == null
                || location.getRawUserInfo() != null) {
            throw rejected(answer.status(), url.getHost() + " redirects to something that is no https URL");
        }
        return new Elsewhere(location);
    }

    private static URI location(URI url, HttpAnswer answer) {
        try {
            return url.resolve(new URI(answer.header("Location").orElse("").split("#", 2)[0]));
        } catch (URISyntaxException e) {
            throw rejected(answer.status(), url.getHost() + " redirects to something that is no URL");
        }
    }

    private ViewedImage receive(ImageReference reference, URI url, HttpAnswer answer, Path target) {
        if (answer.status() == 200) {
            return new ImageFile(target, calls.limits().maxImageSize()).receive(url, answer);
        }
        Refusal refusal = calls.refusal(
                OPERATION, url, answer, new Redaction("", calls.tokens().secrets()));
        throw reference instanceof OnHost
                ? calls.meaning().read(refusal)
                : calls.meaning().elsewhere(refusal);
    }

    private static RejectedException rejected(int status, String what) {
        return new RejectedException(
                OPERATION, status, "", OPERATION + ": " + what + ". The same call will not succeed.", null);
    }
}
