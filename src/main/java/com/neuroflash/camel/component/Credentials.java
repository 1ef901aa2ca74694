package com.neuroflash.camel.component;

import java.net.URI;

/** How calls prove who they are; what they hold never reaches a text. */
sealed interface Credentials {
    /** A token that someone else obtained. */
    record ReadyToken(String accessToken) implements Credentials {
        @Override
        public String toString() {
            return "ReadyToken[xxxxxx]";
        }
    }

    /** OAuth 2 client credentials. */
    record ClientCredentials(URI tokenUrl, String clientId, String clientSecret) implements Credentials {
        @Override
        public String toString() {
            return "ClientCredentials[" + tokenUrl.getHost() + ", xxxxxx]";
        }
    }
}
