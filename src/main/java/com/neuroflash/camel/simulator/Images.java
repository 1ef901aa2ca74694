package com.neuroflash.camel.simulator;

import java.util.List;
import java.util.Optional;

/** Makes images and gives their bytes. */
interface Images {
    /**
     * Makes one image and keeps what is needed to give its bytes again.
     *
     * @param imageId its id
     * @param picture what it shows
     */
    StoredImage make(String imageId, Picture picture);

    /** The bytes, or empty when they are gone. */
    Optional<Content> open(StoredImage image);

    /** Forgets the bytes. */
    void delete(StoredImage image);

    /**
     * What an image shows.
     *
     * @param words the prompt
     * @param number the image's place in its batch, from 0
     * @param sources an edit's input images
     */
    record Picture(
            String words, String model, int number, String aspectRatio, ImageFormat format, List<StoredImage> sources) {
        /** Names no prompt: prompts never reach a log. */
        @Override
        public String toString() {
            return "Picture[" + aspectRatio + ", " + format + "]";
        }
    }
}
