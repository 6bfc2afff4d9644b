-- CreateTable
CREATE TABLE "budget" (
    "organization_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "cost_center_id" UUID,
    "campaign_id" UUID,
    "unit" TEXT NOT NULL,
    "provider_id" UUID,
    "period" TEXT NOT NULL,
    "amount" DECIMAL(18,6) NOT NULL,
    "roll_over" BOOLEAN NOT NULL DEFAULT false,
    "steps" INTEGER[],
    "first_day" DATE NOT NULL,
    "last_day" DATE,
    "note" TEXT,
    "author_kind" TEXT NOT NULL,
    "author_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "budget_pkey" PRIMARY KEY ("organization_id","id")
);

-- AddForeignKey
ALTER TABLE "budget" ADD CONSTRAINT "budget_organization_id_cost_center_id_fkey" FOREIGN KEY ("organization_id", "cost_center_id") REFERENCES "cost_center"("organization_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "budget" ADD CONSTRAINT "budget_organization_id_campaign_id_fkey" FOREIGN KEY ("organization_id", "campaign_id") REFERENCES "campaign"("organization_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "budget" ADD CONSTRAINT "budget_organization_id_provider_id_fkey" FOREIGN KEY ("organization_id", "provider_id") REFERENCES "provider"("organization_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;


-- Of one scope and unit one budget is in force on a day.
ALTER TABLE budget ADD CONSTRAINT budget_no_overlap EXCLUDE USING gist (
  organization_id WITH =, (coalesce(cost_center_id, campaign_id)) WITH =, unit WITH =,
  (coalesce(provider_id, '00000000-0000-0000-0000-000000000000'::uuid)) WITH =, daterange(first_day, last_day, '[]') WITH &&);
ALTER TABLE budget ADD CONSTRAINT budget_is_sane CHECK (
  (cost_center_id IS NULL) <> (campaign_id IS NULL)
  AND unit IN ('MONEY', 'CREDITS') AND (unit = 'CREDITS') = (provider_id IS NOT NULL)
  AND period IN ('month', 'quarter', 'year', 'range')
  AND (period = 'range') <= (last_day IS NOT NULL AND NOT roll_over)
  AND (period = 'range' OR (extract(day FROM first_day) = 1 AND (last_day IS NULL OR extract(day FROM last_day + 1) = 1)))
  AND amount > 0 AND (last_day IS NULL OR first_day <= last_day)
  AND cardinality(steps) BETWEEN 1 AND 10 AND 1 <= ALL (steps) AND 1000 >= ALL (steps));
