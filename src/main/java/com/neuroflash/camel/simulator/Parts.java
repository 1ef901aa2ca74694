package com.neuroflash.camel.simulator;

/** What the endpoints share. */
record Parts(
        SimulatorSettings settings,
        ModelCatalog models,
        Guard guard,
        AccessTokens tokens,
        Quota quota,
        Images images,
        Store store,
        Faults faults,
        RequestCounts counts) {}
