-- Balances read what left the wallets by day, what came in, and the latest entries: each from an index of its own instead of
-- the whole ledger.
CREATE INDEX ledger_entry_taken ON ledger_entry (organization_id, wallet_id, unit, occurred_at) INCLUDE (type, quantity)
  WHERE reverses_id IS NULL AND type IN ('usage', 'expiry') AND unit !~ '^[A-Z]{3}$';
CREATE INDEX ledger_entry_lots ON ledger_entry (organization_id, wallet_id) WHERE type IN ('grant', 'purchase', 'refund');

-- CreateIndex
CREATE INDEX "ledger_entry_organization_id_wallet_id_recorded_at_id_idx" ON "ledger_entry"("organization_id", "wallet_id", "recorded_at" DESC, "id" DESC);
