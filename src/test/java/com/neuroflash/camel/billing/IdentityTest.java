package com.neuroflash.camel.billing;

import static org.assertj.core.api.Assertions.assertThat;

import com.neuroflash.camel.api.GenerationRequest;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class IdentityTest {
    private static final Instant MODIFIED = Instant.parse("2026-11-22T10:00:00Z");

    @Test
    void tellsSourcesIdsAndPlacesApart() {
        assertThat(Identity.ofSender("inbox", "1")).isNotEqualTo(Identity.ofSender("queue", "1"));
        assertThat(Identity.ofSender("a", "bc")).isNotEqualTo(Identity.ofSender("ab", "c"));
        assertThat(line(1, "a cat")).isEqualTo(line(1, "a cat")).isNotEqualTo(line(2, "a cat"));
        assertThat(line(1, "a cat")).isNotEqualTo(line(1, "a dog"));
    }

    @Test
    void resumesTheIntentThatAFailedLineNames() {
        Identity identity = line(1, "a cat");

        assertThat(Identity.ofSender("any", identity.asId())).isEqualTo(identity);
        assertThat(Identity.resumed("intent-of-mine")).isEmpty();
    }

    @Test
    void recognisesAnotherMessageUnderAUsedIdentity() {
        Fingerprint cat = fingerprint("a cat");
        Fingerprint dog = fingerprint("a dog");

        assertThat(Recognition.of("1", cat, "1", cat, false)).isEqualTo(Recognition.SAME);
        assertThat(Recognition.of("1", cat, "2", cat, false)).isEqualTo(Recognition.REUSED);
        assertThat(Recognition.of("1", cat, "2", cat, true)).isEqualTo(Recognition.SAME);
        assertThat(Recognition.of("1", cat, "2", dog, true)).isEqualTo(Recognition.REUSED);
    }

    private static Fingerprint fingerprint(String prompt) {
        return new FrozenRequest(new Account("h", "w"), GenerationRequest.of(prompt)).fingerprint();
    }

    private static Identity line(long number, String content) {
        return Identity.ofLine("inbox", "prompts.txt", MODIFIED, number, content.getBytes());
    }
}
