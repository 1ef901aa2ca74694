package com.neuroflash.camel.component;

import org.apache.camel.spi.Metadata;

/** The message headers of the component; Camel's own filters keep their prefix off every wire. */
public final class NeuroflashConstants {
    /** The model of a request, or of the history's rows. */
    @Metadata(
            label = "generate edit history",
            description =
                    "The model's id, in place of the body's and the endpoint's; for history only this model's rows",
            javaType = "String")
    public static final String MODEL = "CamelNeuroflashModel";

    /** How many images to ask for. */
    @Metadata(
            label = "generate edit",
            description = "How many images to ask for, in place of the body's and the endpoint's",
            javaType = "Integer")
    public static final String NUM_IMAGES = "CamelNeuroflashNumImages";

    /** The aspect ratio. */
    @Metadata(
            label = "generate edit",
            description = "The aspect ratio, such as 16:9, in place of the body's and the endpoint's",
            javaType = "String")
    public static final String ASPECT_RATIO = "CamelNeuroflashAspectRatio";

    /** The image format. */
    @Metadata(
            label = "generate edit",
            description = "The image format, such as png, in place of the body's and the endpoint's",
            javaType = "String")
    public static final String OUTPUT_FORMAT = "CamelNeuroflashOutputFormat";

    /** Whether the prompt's words may raise the number of images. */
    @Metadata(
            label = "generate edit",
            description = "True asks the server not to raise the number of images because of the prompt's words, in"
                    + " place of the body's and the endpoint's",
            javaType = "Boolean")
    public static final String LIMIT_GENERATIONS = "CamelNeuroflashLimitGenerations";

    /** The history's page size. */
    @Metadata(
            label = "history",
            description = "How many rows at most, 1 to 1000",
            defaultValue = "100",
            javaType = "Integer")
    public static final String LIMIT = "CamelNeuroflashLimit";

    /** The history's page start. */
    @Metadata(label = "history", description = "How many rows to skip", defaultValue = "0", javaType = "Integer")
    public static final String OFFSET = "CamelNeuroflashOffset";

    /** Which image. */
    @Metadata(
            label = "generation delete view",
            description =
                    "The image's id, in place of the body; for view also a path relative to the host or an absolute"
                            + " URL",
            javaType = "String")
    public static final String IMAGE_ID = "CamelNeuroflashImageId";

    /** Where view puts the bytes. */
    @Metadata(
            label = "view",
            description = "The file to stream the image into, replaced if it exists: a java.nio.file.Path or a"
                    + " java.io.File, never a text. Without it a new file in workDirectory, which the route removes.",
            javaType = "java.nio.file.Path")
    public static final String TARGET_FILE = "CamelNeuroflashTargetFile";

    /** What groups the images of one request. */
    @Metadata(
            label = "generate edit",
            description = "Set by the component: what groups the images of this request in the history",
            javaType = "String")
    public static final String BATCH_ID = "CamelNeuroflashBatchId";

    /** The server's warning. */
    @Metadata(
            label = "generate edit",
            description = "Set by the component: the server's warning, such as fewer images because of the quota",
            javaType = "String")
    public static final String DETAIL = "CamelNeuroflashDetail";

    /** When the server answered. */
    @Metadata(
            label = "generate edit",
            description =
                    "Set by the component: when the server answered, by its own clock, in milliseconds since 1970",
            javaType = "Long")
    public static final String SERVER_DATE = "CamelNeuroflashServerDate";

    /** What the server says an image's bytes are. */
    @Metadata(
            label = "view",
            description = "Set by the component: the media type the server named, without parameters; not verified",
            javaType = "String")
    public static final String CONTENT_TYPE = "CamelNeuroflashContentType";

    /** How many bytes an image has. */
    @Metadata(
            label = "view",
            description = "Set by the component: how many bytes arrived in the file",
            javaType = "Long")
    public static final String CONTENT_LENGTH = "CamelNeuroflashContentLength";

    /**
     * An exchange property, never a header: a {@link Runnable} that runs when the connection of a generate or edit stands,
     * right before the first byte is written; what it throws keeps the request from being sent, and fails the call as one
     * that was not billed.
     */
    public static final String LAST_CHECK = "neuroflashLastCheck";

    private NeuroflashConstants() {}
}
