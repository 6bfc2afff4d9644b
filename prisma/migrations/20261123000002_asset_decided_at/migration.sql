-- Decisions of a period are found by their day.
CREATE INDEX "asset_organization_id_decided_at_idx" ON "asset"("organization_id", "decided_at");
