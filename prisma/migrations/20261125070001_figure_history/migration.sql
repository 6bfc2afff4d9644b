-- The figures as they were known at an instant (docs/decisions): what a job said before it changed.

-- The instant of a write: that of its transaction, or the one that the demo organization sets for its past.
CREATE FUNCTION current_instant() RETURNS timestamptz LANGUAGE sql STABLE AS $$
  SELECT coalesce(nullif(current_setting('pixelledger.instant', true), '')::timestamptz, now())
$$;

-- Null: as it was recorded, before this column was there. No row is rewritten.
ALTER TABLE "job" ADD COLUMN "valid_from" TIMESTAMPTZ(6);
ALTER TABLE "job" ALTER COLUMN "valid_from" SET DEFAULT current_instant();
ALTER TABLE "review" ADD COLUMN "valid_from" TIMESTAMPTZ(6);
ALTER TABLE "review" ALTER COLUMN "valid_from" SET DEFAULT current_instant();
ALTER TABLE "review" ALTER COLUMN "created_at" SET DEFAULT current_instant();

-- CreateTable
CREATE TABLE "job_history" (
    "organization_id" UUID NOT NULL,
    "job_id" UUID NOT NULL,
    "valid_from" TIMESTAMPTZ(6) NOT NULL,
    "valid_to" TIMESTAMPTZ(6) NOT NULL,
    "last_source" TEXT,
    "provider_id" UUID NOT NULL,
    "wallet_id" UUID NOT NULL,
    "model" TEXT,
    "kind" TEXT NOT NULL,
    "stage" TEXT,
    "status" TEXT NOT NULL,
    "occurred_at" TIMESTAMPTZ(6) NOT NULL,
    "campaign_id" UUID NOT NULL,
    "market_id" UUID NOT NULL,
    "channel_id" UUID NOT NULL,
    "cost_center_id" UUID NOT NULL,
    "motif_id" UUID,
    "images_delivered" INTEGER NOT NULL,
    "duplicate_of_id" UUID,
    "tags" JSONB NOT NULL DEFAULT '{}',
    "author_kind" TEXT NOT NULL,
    "author_id" UUID,
    "revision" INTEGER NOT NULL,
    "attempts" INTEGER NOT NULL,
    "failed_attempts" INTEGER NOT NULL,
    "unpriced_reason" TEXT,
    "known_cost" DECIMAL(38,18) NOT NULL,
    "estimated_cost" DECIMAL(38,18) NOT NULL,
    "estimated_attempts" INTEGER NOT NULL,
    "staff_cost" DECIMAL(38,18) NOT NULL,
    "credits" DECIMAL(24,6),
    "approved" INTEGER NOT NULL,
    "approved_with_changes" INTEGER NOT NULL,
    "rejected" INTEGER NOT NULL,
    "superseded" INTEGER NOT NULL,
    "cost_failed" DECIMAL(38,18) NOT NULL,
    "cost_duplicate" DECIMAL(38,18) NOT NULL,
    "cost_dropped" DECIMAL(38,18) NOT NULL,
    "cost_rejected" DECIMAL(38,18) NOT NULL,
    "cost_superseded" DECIMAL(38,18) NOT NULL,
    "cost_useful" DECIMAL(38,18) NOT NULL,
    "cost_open" DECIMAL(38,18) NOT NULL,
    "voided_at" TIMESTAMPTZ(3),

    CONSTRAINT "job_history_pkey" PRIMARY KEY ("organization_id","job_id","valid_from")
);

-- CreateIndex
CREATE INDEX "job_history_organization_id_occurred_at_idx" ON "job_history"("organization_id", "occurred_at");

-- AddForeignKey
ALTER TABLE "job_history" ADD CONSTRAINT "job_history_organization_id_job_id_fkey" FOREIGN KEY ("organization_id", "job_id") REFERENCES "job"("organization_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE job_history ADD CONSTRAINT job_history_has_a_length CHECK (valid_from < valid_to);
CREATE TRIGGER job_history_append_only BEFORE UPDATE OR DELETE ON job_history FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER job_history_no_truncate BEFORE TRUNCATE ON job_history FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- What a transaction changes several times is kept once, as it was before it. A transaction that began before the one
-- that wrote the row adds no time of its own.
CREATE FUNCTION keep_job_history() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  since timestamptz := coalesce(OLD.valid_from, OLD.recorded_at);
  instant timestamptz := current_instant();
BEGIN
  IF instant <= since THEN
    NEW.valid_from := since;
    RETURN NEW;
  END IF;
  INSERT INTO job_history (organization_id, job_id, valid_from, valid_to, last_source,
    provider_id, wallet_id, model, kind, stage, status, occurred_at, campaign_id, market_id, channel_id,
    cost_center_id, motif_id, images_delivered, duplicate_of_id, tags, author_kind, author_id, revision,
    attempts, failed_attempts, unpriced_reason, known_cost, estimated_cost, estimated_attempts, staff_cost,
    credits, approved, approved_with_changes, rejected, superseded, cost_failed, cost_duplicate,
    cost_dropped, cost_rejected, cost_superseded, cost_useful, cost_open, voided_at)
  VALUES (OLD.organization_id, OLD.id, since, instant,
    (SELECT a.source FROM attempt a WHERE a.organization_id = OLD.organization_id AND a.job_id = OLD.id ORDER BY a.index DESC LIMIT 1),
    OLD.provider_id, OLD.wallet_id, OLD.model, OLD.kind, OLD.stage, OLD.status, OLD.occurred_at,
    OLD.campaign_id, OLD.market_id, OLD.channel_id, OLD.cost_center_id, OLD.motif_id, OLD.images_delivered,
    OLD.duplicate_of_id, OLD.tags, OLD.author_kind, OLD.author_id, OLD.revision, OLD.attempts,
    OLD.failed_attempts, OLD.unpriced_reason, OLD.known_cost, OLD.estimated_cost, OLD.estimated_attempts,
    OLD.staff_cost, OLD.credits, OLD.approved, OLD.approved_with_changes, OLD.rejected, OLD.superseded,
    OLD.cost_failed, OLD.cost_duplicate, OLD.cost_dropped, OLD.cost_rejected, OLD.cost_superseded,
    OLD.cost_useful, OLD.cost_open, OLD.voided_at);
  NEW.valid_from := instant;
  RETURN NEW;
END $$;

CREATE TRIGGER job_keeps_history BEFORE UPDATE ON job FOR EACH ROW WHEN (
  (OLD.provider_id, OLD.wallet_id, OLD.model, OLD.kind, OLD.stage, OLD.status, OLD.occurred_at,
  OLD.campaign_id, OLD.market_id, OLD.channel_id, OLD.cost_center_id, OLD.motif_id, OLD.images_delivered,
  OLD.duplicate_of_id, OLD.revision, OLD.attempts, OLD.failed_attempts, OLD.unpriced_reason, OLD.known_cost,
  OLD.estimated_cost, OLD.estimated_attempts, OLD.staff_cost, OLD.credits, OLD.approved,
  OLD.approved_with_changes, OLD.rejected, OLD.superseded, OLD.cost_failed, OLD.cost_duplicate,
  OLD.cost_dropped, OLD.cost_rejected, OLD.cost_superseded, OLD.cost_useful, OLD.cost_open, OLD.voided_at)
  IS DISTINCT FROM
  (NEW.provider_id, NEW.wallet_id, NEW.model, NEW.kind, NEW.stage, NEW.status, NEW.occurred_at,
  NEW.campaign_id, NEW.market_id, NEW.channel_id, NEW.cost_center_id, NEW.motif_id, NEW.images_delivered,
  NEW.duplicate_of_id, NEW.revision, NEW.attempts, NEW.failed_attempts, NEW.unpriced_reason, NEW.known_cost,
  NEW.estimated_cost, NEW.estimated_attempts, NEW.staff_cost, NEW.credits, NEW.approved,
  NEW.approved_with_changes, NEW.rejected, NEW.superseded, NEW.cost_failed, NEW.cost_duplicate,
  NEW.cost_dropped, NEW.cost_rejected, NEW.cost_superseded, NEW.cost_useful, NEW.cost_open, NEW.voided_at))
  EXECUTE FUNCTION keep_job_history();
