package com.neuroflash.camel.chaos;

import com.neuroflash.camel.billing.AttemptState;
import com.neuroflash.camel.billing.Identity;
import com.neuroflash.camel.billing.IntentState;
import com.neuroflash.camel.ledger.IntentRecord;
import com.neuroflash.camel.ledger.Ledger;
import com.neuroflash.camel.ledger.LedgerSettings;
import com.neuroflash.camel.ledger.OperatorLedger;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The ledger, read from outside. Every look opens and closes it, and the looks at a running scenario only read, so that a
 * killed service finds its database as its own death left it.
 */
final class LedgerBook {
    private static final Set<IntentState> MOVING =
            EnumSet.of(IntentState.ACTIVE, IntentState.ANSWERED, IntentState.PARKED);
    private static final String SQLITE = "jdbc:sqlite:";
    private static final int PAGE = 500;

    private final String url;
    private final Optional<String> user;

    LedgerBook(String url, Optional<String> user) {
        this.url = url;
        this.user = user;
    }

    String url() {
        return url;
    }

    Optional<String> user() {
        return user;
    }

    /** How many intents are where; empty while there is no ledger yet. */
    Map<IntentState, Long> states() {
        Map<IntentState, Long> states = new EnumMap<>(IntentState.class);
        counts("select state, count(*) from intents group by state")
                .forEach((state, count) -> states.put(IntentState.valueOf(state), count));
        return states;
    }

    /** How many attempts are in that state. */
    long attempts(AttemptState state) {
        return counts("select state, count(*) from attempts group by state").getOrDefault(state.name(), 0L);
    }

    private Map<String, Long> counts(String sql) {
        Map<String, Long> counts = new HashMap<>();
        String readOnly = url.startsWith(SQLITE) ? SQLITE + "file:" + url.substring(SQLITE.length()) + "?mode=ro" : url;
        try (Connection connection = DriverManager.getConnection(readOnly, user.orElse(null), null);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                counts.put(rows.getString(1), rows.getLong(2));
            }
        } catch (SQLException ignored) {
            // not there yet, or its server is being started again
            return Map.of();
        }
        return counts;
    }

    /** Whether that many prompts are known and none of them is on its way. */
    boolean isSettled(int prompts) {
        Map<IntentState, Long> states = states();
        return states.values().stream().mapToLong(Long::longValue).sum() >= prompts
                && MOVING.stream().noneMatch(states::containsKey);
    }

    /** Every intent with its story. */
    List<IntentRecord> intents() {
        LedgerSettings settings = new LedgerSettings(
                url, user, Optional.empty(), 2, Duration.ofSeconds(30), LedgerSettings.Access.COMMAND);
        try (Ledger ledger = Ledger.open(settings)) {
            List<IntentRecord> intents = new ArrayList<>();
            Optional<OperatorLedger.IntentLine> last = Optional.empty();
            List<OperatorLedger.IntentLine> page;
            do {
                page = ledger.operator().list(EnumSet.allOf(IntentState.class), last, PAGE);
                for (OperatorLedger.IntentLine line : page) {
                    Identity identity = line.known().identity();
                    intents.add(ledger.load(identity).orElseThrow());
                    last = Optional.of(line);
                }
            } while (!page.isEmpty());
            return intents;
        }
    }
}
