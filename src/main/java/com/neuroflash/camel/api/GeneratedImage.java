package com.neuroflash.camel.api;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Optional;

/**
 * One image of a {@link Generation}. Every field may be missing.
 *
 * @param url where the image can be fetched: absolute, relative to the host, or on another host
 * @param contentType its media type, such as {@code image/png}
 * @param fileName a name for it, chosen by the server
 * @param fileSize its length in bytes
 * @param width its width in pixels
 * @param height its height in pixels
 * @param imageId its id in the storage and in the history
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_ABSENT)
public record GeneratedImage(
        @JsonProperty("url") Optional<String> url,
        @JsonProperty("content_type") Optional<String> contentType,
        @JsonProperty("file_name") Optional<String> fileName,
        @JsonProperty("file_size") Optional<Long> fileSize,
        @JsonProperty("width") Optional<Integer> width,
        @JsonProperty("height") Optional<Integer> height,
        @JsonProperty("image_id") Optional<String> imageId) {

    /** Replaces null by empty. */
    public GeneratedImage {
        url = Absent.toEmpty(url);
        contentType = Absent.toEmpty(contentType);
        fileName = Absent.toEmpty(fileName);
        fileSize = Absent.toEmpty(fileSize);
        width = Absent.toEmpty(width);
        height = Absent.toEmpty(height);
        imageId = Absent.toEmpty(imageId);
    }
}
