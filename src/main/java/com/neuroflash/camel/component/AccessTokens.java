package com.neuroflash.camel.component;

import java.util.List;

/** Where calls get their access token from. */
interface AccessTokens {
    /**
     * A token that is believed valid; waits while another thread fetches one.
     *
     * @param operation the call that needs it, for the exception when none can be had
     */
    String token(String operation);

    /**
     * Says that the server refused a token, so that it is not given out again.
     *
     * @return whether asking again may give another one
     */
    boolean refused(String token);

    /** What must not appear in any text. */
    List<String> secrets();

    /** The same token for ever. */
    static AccessTokens ready(String accessToken) {
        return new AccessTokens() {
            @Override
            public String token(String operation) {
                return accessToken;
            }

            @Override
            public boolean refused(String token) {
                return false;
            }

            @Override
            public List<String> secrets() {
                return List.of(accessToken);
            }
        };
    }
}
