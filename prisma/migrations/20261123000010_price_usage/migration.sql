-- "Was this price or rate ever used?" decides whether it may be changed; without these it would read the whole ledger.
CREATE INDEX attempt_by_rate ON attempt (organization_id, rate_id) WHERE rate_id IS NOT NULL;
CREATE INDEX ledger_entry_by_price ON ledger_entry (organization_id, price_id) WHERE price_id IS NOT NULL;
CREATE INDEX ledger_entry_by_rate ON ledger_entry (organization_id, rate_id) WHERE rate_id IS NOT NULL;
