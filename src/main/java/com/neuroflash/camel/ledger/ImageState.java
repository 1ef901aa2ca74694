package com.neuroflash.camel.ledger;

/** Where one image is on its way. */
public enum ImageState {
    /** To be delivered. */
    PENDING,
    /** In the sink. */
    DELIVERED,
    /** Can't be delivered. */
    FAILED,
    /** In quarantine: its key is taken by other bytes. */
    QUARANTINED
}
