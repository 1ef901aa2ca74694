package com.neuroflash.camel.ledger;

import com.neuroflash.camel.billing.AttemptState;
import java.util.ArrayList;
import java.util.List;
import org.jdbi.v3.core.Handle;

/**
 * What may stand before a POST, at one moment.
 *
 * @param unsettled the states of what is PREPARED or open in the likeness
 * @param ownerLives whether whoever wants to send still holds its lease
 */
record Bar(List<AttemptState> unsettled, boolean ownerLives) {
    static Bar of(Handle handle, String likeness, String owner) {
        List<AttemptState> unsettled = new ArrayList<>();
        int[] living = {0};
        handle.createQuery("select distinct state, 0 as living from attempts where likeness = :likeness and state in "
                        + AttemptRows.UNSETTLED
                        + " union all select null, 1 from owners where id = :owner and lease_until > <now>")
                .bind("likeness", likeness)
                .bind("owner", owner)
                .map((row, context) -> row.getString("state"))
                .forEach(state -> {
                    if (state == null) {
                        living[0]++;
                    } else {
                        unsettled.add(AttemptState.valueOf(state));
                    }
                });
        return new Bar(List.copyOf(unsettled), living[0] > 0);
    }
}
