package com.neuroflash.camel.delivery;

/** The message headers of the sink contract: what a route {@code deliver-to-…} is told about the object in its body. */
public final class DeliveryHeaders {
    /** The object's key, proven to be an {@link ObjectKey}; a String. */
    public static final String KEY = "CamelNeuroflashKey";

    /** The object's media type, such as {@code image/png}; a String. */
    public static final String CONTENT_TYPE = "CamelNeuroflashContentType";

    /** The body's length in bytes; a Long. */
    public static final String CONTENT_LENGTH = "CamelNeuroflashContentLength";

    /** The body's SHA-256, 64 lower-case hexadecimal digits; a String. */
    public static final String SHA256 = "CamelNeuroflashSha256";

    private DeliveryHeaders() {}
}
