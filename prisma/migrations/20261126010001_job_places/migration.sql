-- What jobs point to is checked once per combination instead of once per job (docs/decisions: a third of the time that
-- Postgres took to book a batch went into six foreign keys of `job`).

-- CreateTable
CREATE TABLE "job_place" (
    "organization_id" UUID NOT NULL,
    "campaign_id" UUID NOT NULL,
    "market_id" UUID NOT NULL,
    "channel_id" UUID NOT NULL,
    "cost_center_id" UUID NOT NULL,
    "provider_id" UUID NOT NULL,
    "wallet_id" UUID NOT NULL,

    CONSTRAINT "job_place_pkey" PRIMARY KEY ("organization_id","campaign_id","market_id","channel_id","cost_center_id","provider_id","wallet_id")
);

-- AddForeignKey
ALTER TABLE "job_place" ADD CONSTRAINT "job_place_organization_id_campaign_id_fkey" FOREIGN KEY ("organization_id", "campaign_id") REFERENCES "campaign"("organization_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "job_place" ADD CONSTRAINT "job_place_organization_id_market_id_fkey" FOREIGN KEY ("organization_id", "market_id") REFERENCES "market"("organization_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "job_place" ADD CONSTRAINT "job_place_organization_id_channel_id_fkey" FOREIGN KEY ("organization_id", "channel_id") REFERENCES "channel"("organization_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "job_place" ADD CONSTRAINT "job_place_organization_id_cost_center_id_fkey" FOREIGN KEY ("organization_id", "cost_center_id") REFERENCES "cost_center"("organization_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "job_place" ADD CONSTRAINT "job_place_organization_id_provider_id_fkey" FOREIGN KEY ("organization_id", "provider_id") REFERENCES "provider"("organization_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "job_place" ADD CONSTRAINT "job_place_organization_id_wallet_id_fkey" FOREIGN KEY ("organization_id", "wallet_id") REFERENCES "wallet"("organization_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

CREATE TRIGGER job_place_append_only BEFORE UPDATE OR DELETE ON job_place FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER job_place_no_truncate BEFORE TRUNCATE ON job_place FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- Like a foreign key: a place that is missing is written, and its own foreign keys say whether it may be; a place that is
-- there is held until the transaction ends, so that nobody takes it away under a job. In one order: no deadlock.
CREATE FUNCTION keep_job_places() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  place job_place%ROWTYPE;
BEGIN
  FOR place IN
    SELECT DISTINCT organization_id, campaign_id, market_id, channel_id, cost_center_id, provider_id, wallet_id
    FROM entered ORDER BY 1, 2, 3, 4, 5, 6, 7
  LOOP
    LOOP
      PERFORM 1 FROM job_place p
      WHERE p.organization_id = place.organization_id AND p.campaign_id = place.campaign_id AND p.market_id = place.market_id
        AND p.channel_id = place.channel_id AND p.cost_center_id = place.cost_center_id
        AND p.provider_id = place.provider_id AND p.wallet_id = place.wallet_id FOR KEY SHARE;
      EXIT WHEN FOUND;
      INSERT INTO job_place VALUES (place.*) ON CONFLICT DO NOTHING;
    END LOOP;
  END LOOP;
  RETURN NULL;
END $$;

CREATE TRIGGER job_keeps_place_of_new AFTER INSERT ON job REFERENCING NEW TABLE AS entered FOR EACH STATEMENT EXECUTE FUNCTION keep_job_places();
CREATE TRIGGER job_keeps_place_of_changed AFTER UPDATE ON job REFERENCING NEW TABLE AS entered FOR EACH STATEMENT EXECUTE FUNCTION keep_job_places();

-- Creating the triggers keeps writers of `job` away until this commits: no job is missed.
INSERT INTO job_place
SELECT DISTINCT organization_id, campaign_id, market_id, channel_id, cost_center_id, provider_id, wallet_id FROM job;

-- DropForeignKey
ALTER TABLE "job" DROP CONSTRAINT "job_organization_id_campaign_id_fkey";
ALTER TABLE "job" DROP CONSTRAINT "job_organization_id_market_id_fkey";
ALTER TABLE "job" DROP CONSTRAINT "job_organization_id_channel_id_fkey";
ALTER TABLE "job" DROP CONSTRAINT "job_organization_id_cost_center_id_fkey";
ALTER TABLE "job" DROP CONSTRAINT "job_organization_id_provider_id_fkey";
ALTER TABLE "job" DROP CONSTRAINT "job_organization_id_wallet_id_fkey";

-- Most jobs have no motif and no source picture, most tries of a run with its own cost no price: such rows need no place
-- in an index that is only ever asked for a certain one.
CREATE INDEX job_by_motif ON job (organization_id, motif_id) WHERE motif_id IS NOT NULL;
CREATE INDEX job_by_source ON job (organization_id, source_asset_id) WHERE source_asset_id IS NOT NULL;
CREATE INDEX attempt_by_price ON attempt (organization_id, price_id) WHERE price_id IS NOT NULL;
DROP INDEX "job_organization_id_motif_id_idx";
DROP INDEX "job_organization_id_source_asset_id_idx";
DROP INDEX "attempt_organization_id_price_id_idx";
