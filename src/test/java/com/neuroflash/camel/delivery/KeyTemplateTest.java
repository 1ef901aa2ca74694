package com.neuroflash.camel.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KeyTemplateTest {
    private static final String ID = "b64b61f6-a7d2-4fa0-9f88-289dae46c41f";
    private static final Instant CREATED = Instant.parse("2024-01-15T23:30:05Z");

    @Test
    void fillsTheDefault() {
        assertThat(key(KeyTemplate.DEFAULT, "Cat on a roof", ID)).isEqualTo("2024-01-15/Cat-on-a-roof-" + ID + ".png");
    }

    @Test
    void fillsEveryPlaceholder() {
        KeyTemplate template = KeyTemplate.compile(
                "{date}/{time}/{name}_{image_id}/{index}/{model}/{batch_id}-{intent}/{meta.team a}.{ext}");

        ObjectKey key = template.keyOf(new KeyValues(
                ID,
                3,
                ImageFormat.JPEG,
                Optional.of(CREATED),
                Optional.of("n"),
                Optional.of("nano-banana-2"),
                Optional.of("batch7"),
                Optional.of("intent9"),
                Map.of("team a", "Größe & Ähre")));

        assertThat(key.value())
                .isEqualTo("2024-01-15/233005/n_" + ID + "/3/nano-banana-2/batch7-intent9/Gro-e-Ahre.jpg");
    }

    @Test
    void namesWhatIsMissing() {
        KeyTemplate template = KeyTemplate.compile("{date}/{time}/{name}-{model}-{batch_id}-{meta.x}-{image_id}.{ext}");

        ObjectKey key = template.keyOf(new KeyValues(
                ID,
                0,
                ImageFormat.WEBP,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Map.of()));

        assertThat(key.value()).isEqualTo("undated/000000/prompt-none-none-none-" + ID + ".webp");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{date}/{nme}-{image_id}.{ext} | no placeholder {nme}",
                "{date}/{meta.}-{image_id}.{ext} | no placeholder {meta.}",
                "/abs/{image_id}.{ext} | a segment is empty",
                "a//{image_id}.{ext} | a segment is empty",
                "{date}/ | a segment is empty",
                "../{image_id}.{ext} | begins with .",
                "a/../{image_id}.{ext} | begins with .",
                ".quarantine/{image_id}.{ext} | begins with .",
                "a./{image_id}.{ext} | ends with .",
                "a\\{image_id}.{ext} | characters that are not allowed",
                "a b/{image_id}.{ext} | characters that are not allowed",
                "${env:HOME}/{image_id}.{ext} | characters that are not allowed",
                "{image_id.{ext} | characters that are not allowed",
                "{{s3.bucket}}/{image_id}.{ext} | no placeholder {s3.bucket}",
                "{date}/{name}.{ext} | two images would get the same key",
                "{intent}.{ext} | two images would get the same key",
                "{index}.{ext} | two images would get the same key",
                "{image_id} | doesn't end with {ext}",
                "{ext}/{image_id}.json | doesn't end with {ext}",
            })
    void refusesAtStartAndListsWhatIsAllowed(String template, String problem) {
        assertThatThrownBy(() -> KeyTemplate.compile(template))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(problem)
                .hasMessageContaining(KeyTemplate.DEFAULT)
                .hasMessageContaining(
                        "{date} {time} {index} {ext} {name} {image_id} {model} {batch_id} {intent} {meta.x}");
    }

    @Test
    void reportsAllProblemsAtOnce() {
        assertThatThrownBy(() -> KeyTemplate.compile("/{nme} x"))
                .hasMessageContaining("{nme}")
                .hasMessageContaining("characters that are not allowed")
                .hasMessageContaining("a segment is empty")
                .hasMessageContaining("two images")
                .hasMessageContaining("{ext}");
    }

    @Test
    void refusesATemplateWhoseKeysCouldGetTooLong() {
        assertThatThrownBy(
                        () -> KeyTemplate.compile("{meta.a}{meta.b}{meta.c}{meta.d}{meta.e}{meta.f}{image_id}.{ext}"))
                .hasMessageContaining("too long");
        assertThatThrownBy(() -> KeyTemplate.compile("a".repeat(250) + "/{image_id}.{ext}"))
                .hasMessageContaining("too long");
        assertThatThrownBy(() -> KeyTemplate.compile("a/".repeat(500) + "{image_id}.{ext}"))
                .hasMessageContaining("too long");
    }

    @Test
    void acceptsIntentAndIndexInsteadOfTheImageId() {
        KeyTemplate template = KeyTemplate.compile("{intent}-{index}.{ext}");

        assertThat(template.keyOf(new KeyValues(
                                ID,
                                2,
                                ImageFormat.PNG,
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.of("../x"),
                                Map.of()))
                        .value())
                .matches("x-[0-9a-f]{16}-2\\.png");
    }

    @ParameterizedTest
    @ValueSource(strings = {"con", "CON", "nul.txt", "Com1", "lpt9", "aux"})
    void avoidsDeviceNamesOfWindows(String name) {
        String key = key("{name}/{image_id}.{ext}", name, ID);

        assertThat(key).startsWith("_" + name + "/");
        assertThat(key("co{name}/{image_id}.{ext}", "n", ID)).startsWith("_con/");
    }

    @Test
    void neverLetsAnyTextOutOfItsSegment() {
        KeyTemplate template = KeyTemplate.compile("{meta.a}/{model}/{name}-{image_id}.{ext}");
        Random random = new Random(11);
        for (int round = 0; round < 2_000; round++) {
            String name = randomText(random);
            String id = randomText(random);

            String key = template.keyOf(new KeyValues(
                            id,
                            0,
                            ImageFormat.PNG,
                            Optional.of(CREATED),
                            Optional.of(name),
                            Optional.of(randomText(random)),
                            Optional.empty(),
                            Optional.empty(),
                            Map.of("a", randomText(random))))
                    .value();

            assertThat(key).matches("[A-Za-z0-9._/-]+").endsWith(".png");
            assertThat(key.split("/", -1)).hasSize(3).allSatisfy(segment -> assertThat(segment)
                    .matches("[A-Za-z0-9_].*[^.]|[A-Za-z0-9_]")
                    .hasSizeLessThanOrEqualTo(233)
                    .doesNotMatch("(?i)(con|prn|aux|nul|com\\d|lpt\\d)(\\..*)?"));
            assertThat(key.length()).isLessThanOrEqualTo(900);
        }
    }

    @Test
    void givesDifferentIdsDifferentKeys() {
        KeyTemplate template = KeyTemplate.compile("{image_id}.{ext}");
        Random random = new Random(5);
        Map<String, String> idsByKey = new HashMap<>();
        List<String> alike = List.of("a/b", "a b", "a-b", "a--b", "-a-b", "a-b-", "a\\b", "a:b", ".a-b", "a\u0300-b");
        for (String id : alike) {
            assertThat(idsByKey.put(template.keyOf(SinkContract.values("n", id)).value(), id))
                    .isNull();
        }
        for (int round = 0; round < 2_000; round++) {
            String id = randomText(random);
            String earlier =
                    idsByKey.put(template.keyOf(SinkContract.values("n", id)).value(), id);
            assertThat(earlier).isIn(null, id);
        }
        for (Map.Entry<String, String> found : Map.copyOf(idsByKey).entrySet()) {
            String keyAsId = found.getKey().replace(".png", "");
            String earlier = idsByKey.get(
                    template.keyOf(SinkContract.values("n", keyAsId)).value());
            assertThat(earlier).isIn(null, keyAsId);
        }
    }

    @Test
    void givesTwoImagesTwoKeysWhateverTheirSendersWrite() {
        Random random = new Random(17);
        for (String text : List.of(
                "{name}-{image_id}.{ext}",
                "{image_id}{name}.{ext}",
                "{meta.a}{image_id}{name}.{ext}",
                "{name}{intent}{index}{meta.a}.{ext}",
                "{index}-{name}/{meta.a}-{intent}.{ext}")) {
            KeyTemplate template = KeyTemplate.compile(text);
            Map<String, Integer> keys = new HashMap<>();
            for (int prompt = 0; prompt < 300; prompt++) {
                String name = randomText(random);
                Map<String, String> metadata = Map.of("a", randomText(random));
                Optional<String> intent = Optional.of(Checksums.of(new byte[] {(byte) prompt, (byte) (prompt >> 8)})
                        .sha256());
                for (int index = 1; index <= 12; index++) {
                    String key = template.keyOf(new KeyValues(
                                    new UUID(random.nextLong(), index).toString(),
                                    index,
                                    ImageFormat.PNG,
                                    Optional.of(CREATED),
                                    Optional.of(name),
                                    Optional.empty(),
                                    Optional.empty(),
                                    intent,
                                    metadata))
                            .value();
                    assertThat(keys.put(key, index)).as(text).isNull();
                }
            }
        }
    }

    @Test
    void tellsLongIdsApart() {
        String start = "x".repeat(5_000);

        assertThat(key(KeyTemplate.DEFAULT, "n", start + "1")).isNotEqualTo(key(KeyTemplate.DEFAULT, "n", start + "2"));
    }

    @Test
    void isThePureFunctionOfItsValues() {
        assertThat(key(KeyTemplate.DEFAULT, "süß", ID)).isEqualTo(key(KeyTemplate.DEFAULT, "süß", ID));
    }

    @Test
    void neverNamesAnImageLikeASidecar() {
        assertThat(key("{image_id}.{ext}", "n", "x.png.json")).isEqualTo("x.png.json.png");
        assertThat(new ObjectKey("a/b.png").sidecar().value()).isEqualTo("a/b.png.json");
    }

    private static String key(String template, String name, String imageId) {
        return KeyTemplate.compile(template)
                .keyOf(new KeyValues(
                        imageId,
                        0,
                        ImageFormat.PNG,
                        Optional.of(CREATED),
                        Optional.of(name),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Map.of()))
                .value();
    }

    private static String randomText(Random random) {
        String special = "./\\:-_ ${}%~\u0000\r\n\u202Eaäß\u0300Zz09\uD83D\uDE00conCONnul1";
        StringBuilder text = new StringBuilder();
        int length = random.nextInt(10) == 0 ? random.nextInt(600) : random.nextInt(8);
        for (int at = 0; at < length; at++) {
            text.append(
                    random.nextInt(5) == 0
                            ? (char) random.nextInt(0x10000)
                            : special.charAt(random.nextInt(special.length())));
        }
        return text.toString();
    }
}
