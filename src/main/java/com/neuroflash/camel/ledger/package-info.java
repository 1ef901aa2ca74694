/**
 * The durable spend ledger: what was asked for, sent, billed, claimed and delivered. Each public method is one
 * transaction, synced before it returns, on SQLite (one instance) or PostgreSQL (several). The decisions are those of
 * {@code billing}; here they are checked and made durable.
 */
package com.neuroflash.camel.ledger;
