-- CreateTable
CREATE TABLE "target" (
    "organization_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "metric" TEXT NOT NULL,
    "cost_center_id" UUID,
    "campaign_id" UUID,
    "market_id" UUID,
    "channel_id" UUID,
    "value" DECIMAL(24,12) NOT NULL,
    "first_day" DATE NOT NULL,
    "last_day" DATE,
    "frozen" BOOLEAN NOT NULL DEFAULT false,
    "baseline" DECIMAL(24,12),
    "baseline_from" DATE,
    "baseline_to" DATE,
    "note" TEXT,
    "author_kind" TEXT NOT NULL,
    "author_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "target_pkey" PRIMARY KEY ("organization_id","id")
);

-- AddForeignKey
ALTER TABLE "target" ADD CONSTRAINT "target_organization_id_cost_center_id_fkey" FOREIGN KEY ("organization_id", "cost_center_id") REFERENCES "cost_center"("organization_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "target" ADD CONSTRAINT "target_organization_id_campaign_id_fkey" FOREIGN KEY ("organization_id", "campaign_id") REFERENCES "campaign"("organization_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "target" ADD CONSTRAINT "target_organization_id_market_id_fkey" FOREIGN KEY ("organization_id", "market_id") REFERENCES "market"("organization_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "target" ADD CONSTRAINT "target_organization_id_channel_id_fkey" FOREIGN KEY ("organization_id", "channel_id") REFERENCES "channel"("organization_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "target" ADD CONSTRAINT "target_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organization"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- Of one figure and scope one target is in force on a day.
ALTER TABLE target ADD CONSTRAINT target_no_overlap EXCLUDE USING gist (
  organization_id WITH =, metric WITH =,
  (coalesce(cost_center_id, campaign_id, market_id, channel_id, '00000000-0000-0000-0000-000000000000'::uuid)) WITH =,
  daterange(first_day, last_day, '[]') WITH &&);
ALTER TABLE target ADD CONSTRAINT target_is_sane CHECK (
  metric IN ('costPerImage', 'costPerApprovedImage', 'costPerVariation', 'costPerCampaign', 'approvalRate', 'wasteShare')
  AND num_nonnulls(cost_center_id, campaign_id, market_id, channel_id) <= 1
  AND (metric <> 'costPerCampaign' OR num_nonnulls(market_id, channel_id) = 0)
  AND value > 0 AND (metric NOT IN ('approvalRate', 'wasteShare') OR value <= 1)
  AND (last_day IS NULL OR first_day <= last_day)
  AND num_nonnulls(baseline, baseline_from, baseline_to) IN (0, 3) AND baseline >= 0 AND baseline_from <= baseline_to);

-- Charts draw a target as it was: what has begun keeps its value and its first day. A day of grace, because the
-- database does not know the organization's midnight; the service does.
CREATE FUNCTION keep_targets() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' THEN
    IF coalesce(current_setting('pixelledger.purge', true), '') = 'on' THEN RETURN OLD; END IF;
    IF NOT OLD.frozen AND OLD.first_day >= current_date - 1 THEN RETURN OLD; END IF;
    RAISE EXCEPTION 'a target that is frozen or has begun stays' USING ERRCODE = 'restrict_violation';
  END IF;
  -- Frozen: nothing but the flag itself. Only where nobody thawed it is the rest compared, so it thaws alone.
  IF OLD.frozen AND to_jsonb(OLD) - 'frozen' <> to_jsonb(NEW) - 'frozen' THEN
    RAISE EXCEPTION 'a frozen target stays as it is' USING ERRCODE = 'restrict_violation';
  END IF;
  IF OLD.first_day < current_date - 1
    AND to_jsonb(OLD) - '{frozen,last_day,note}'::text[] <> to_jsonb(NEW) - '{frozen,last_day,note}'::text[] THEN
    RAISE EXCEPTION 'a target that has begun keeps its value' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER target_keeps_its_past BEFORE UPDATE OR DELETE ON target FOR EACH ROW EXECUTE FUNCTION keep_targets();
