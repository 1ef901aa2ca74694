package com.neuroflash.camel.component;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.neuroflash.camel.api.RejectedException;
import com.neuroflash.camel.component.ImageReference.Elsewhere;
import com.neuroflash.camel.component.ImageReference.OnHost;
import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ImageReferenceTest {
    private static final BaseUrl BASE = BaseUrl.parse("https://app.neuroflash.com/api/ds-prototypes");

    @ParameterizedTest
    @CsvSource({
        "b64b61f6-a7d2, /api/ds-prototypes/image_generation/b64b61f6-a7d2/view",
        "/api/ds-prototypes/image_generation/i1/view, /api/ds-prototypes/image_generation/i1/view",
        "/x/y?size=full&a=%20b, /x/y?size=full&a=%20b",
        "https://app.neuroflash.com/x/view, /x/view",
        "https://APP.neuroflash.com:443/x/view?y=1#part, /x/view?y=1"
    })
    void becomesAPathOfTheConfiguredHost(String reference, String path) {
        assertThat(ImageReference.parse("edit", reference, BASE)).isEqualTo(new OnHost(path));
        assertThat(ImageReference.relativePath("edit", reference, BASE)).isEqualTo(path);
    }

    @Test
    void knowsAnotherHost() {
        assertThat(ImageReference.parse("view", "https://cdn.test/i.png?signature=s", BASE))
                .isEqualTo(new Elsewhere(URI.create("https://cdn.test/i.png?signature=s")));
        assertThat(ImageReference.parse("view", "https://app.neuroflash.com:8443/i.png", BASE))
                .isInstanceOf(Elsewhere.class);
        assertThatThrownBy(() -> ImageReference.relativePath("edit", "https://cdn.test/i.png?signature=s", BASE))
                .isInstanceOf(RejectedException.class)
                .hasMessageContaining("https://app.neuroflash.com")
                .hasMessageNotContaining("signature");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "..",
                ".",
                "//evil.test/x",
                "/\\evil.test/x",
                "\\\\evil.test\\x",
                "/api/../../secret",
                "/api/./x",
                "/..",
                "/api/%2e%2E/secret",
                "/api/%2fx",
                "/api/%5cx",
                "/a b",
                "/a\nb",
                "/a//b\\c",
                "/x#part",
                "/{{x}}",
                "relative/path",
                "http://app.neuroflash.com/x",
                "http://cdn.test/x",
                "ftp://cdn.test/x",
                "file:///etc/passwd",
                "data:image/png;base64,AAAA",
                "https://user:secret@app.neuroflash.com/x",
                "https://user@cdn.test/x",
                "https://app.neuroflash.com@evil.test/x",
                "https:///x",
                "https://app.neuroflash.com/../x",
                "https://app.neuroflash.com",
                "https://exa mple.test/x",
                "javascript:alert(1)"
            })
    void refusesWhatIsNeither(String reference) {
        assertThatThrownBy(() -> ImageReference.parse("edit", reference, BASE))
                .isInstanceOf(RejectedException.class)
                .hasMessageContaining("expected an image id")
                .hasMessageNotContaining("secret@");
    }
}
