-- Sums of jobs per day and month, so that figures need not read every job; and marks of what changed since they were
-- made (docs/decisions). Nothing in kpi_sum is ever incremented: days are computed anew from the jobs.

-- CreateTable
CREATE TABLE "kpi_stale" (
    "organization_id" UUID NOT NULL,
    "id" BIGSERIAL NOT NULL,
    "first_at" TIMESTAMPTZ(6) NOT NULL,
    "last_at" TIMESTAMPTZ(6) NOT NULL,

    CONSTRAINT "kpi_stale_pkey" PRIMARY KEY ("organization_id","id")
);

-- CreateTable
CREATE TABLE "kpi_sum" (
    "organization_id" UUID NOT NULL,
    "cube" TEXT NOT NULL,
    "grain" TEXT NOT NULL,
    "first_day" DATE NOT NULL,
    "cell" INTEGER NOT NULL,
    "training" BOOLEAN NOT NULL,
    "cost_center_id" UUID NOT NULL,
    "campaign_id" UUID NOT NULL,
    "provider_id" UUID NOT NULL,
    "wallet_id" UUID,
    "market_id" UUID,
    "channel_id" UUID,
    "model" TEXT,
    "kind" TEXT,
    "stage" TEXT,
    "author_kind" TEXT,
    "author_id" UUID,
    "asset_type_id" UUID,
    "source" TEXT,
    "jobs" INTEGER NOT NULL,
    "attempts" INTEGER NOT NULL,
    "failed_attempts" INTEGER NOT NULL,
    "failed_jobs" INTEGER NOT NULL,
    "unpriced_jobs" INTEGER NOT NULL,
    "estimated_jobs" INTEGER NOT NULL,
    "images" INTEGER NOT NULL,
    "variations" INTEGER NOT NULL,
    "approved" INTEGER NOT NULL,
    "approved_with_changes" INTEGER NOT NULL,
    "rejected" INTEGER NOT NULL,
    "superseded" INTEGER NOT NULL,
    "variation_jobs" INTEGER NOT NULL,
    "variation_unpriced" INTEGER NOT NULL,
    "credit_jobs" INTEGER NOT NULL,
    "money_jobs" INTEGER NOT NULL,
    "jobs_failed" INTEGER NOT NULL,
    "jobs_duplicate" INTEGER NOT NULL,
    "jobs_dropped" INTEGER NOT NULL,
    "jobs_rejected" INTEGER NOT NULL,
    "jobs_superseded" INTEGER NOT NULL,
    "jobs_useful" INTEGER NOT NULL,
    "jobs_open" INTEGER NOT NULL,
    "images_duplicate" INTEGER NOT NULL,
    "images_dropped" INTEGER NOT NULL,
    "images_rejected" INTEGER NOT NULL,
    "images_superseded" INTEGER NOT NULL,
    "images_useful" INTEGER NOT NULL,
    "images_open" INTEGER NOT NULL,
    "draft_jobs" INTEGER NOT NULL,
    "draft_images" INTEGER NOT NULL,
    "final_jobs" INTEGER NOT NULL,
    "final_images" INTEGER NOT NULL,
    "decided_jobs" INTEGER NOT NULL,
    "approved_jobs" INTEGER NOT NULL,
    "spend" DECIMAL(48,18) NOT NULL,
    "full_spend" DECIMAL(48,18) NOT NULL,
    "estimated_spend" DECIMAL(48,18) NOT NULL,
    "variation_spend" DECIMAL(48,18) NOT NULL,
    "full_variation_spend" DECIMAL(48,18) NOT NULL,
    "cost_failed" DECIMAL(48,18) NOT NULL,
    "cost_duplicate" DECIMAL(48,18) NOT NULL,
    "cost_dropped" DECIMAL(48,18) NOT NULL,
    "cost_rejected" DECIMAL(48,18) NOT NULL,
    "cost_superseded" DECIMAL(48,18) NOT NULL,
    "cost_useful" DECIMAL(48,18) NOT NULL,
    "cost_open" DECIMAL(48,18) NOT NULL,
    "draft_spend" DECIMAL(48,18) NOT NULL,
    "final_spend" DECIMAL(48,18) NOT NULL,
    "credits" DECIMAL(48,18) NOT NULL,
    "first_open" TIMESTAMPTZ(6),

    CONSTRAINT "kpi_sum_pkey" PRIMARY KEY ("organization_id","cube","grain","first_day","cell")
);

-- AddForeignKey
ALTER TABLE "kpi_stale" ADD CONSTRAINT "kpi_stale_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organization"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "kpi_sum" ADD CONSTRAINT "kpi_sum_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organization"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE kpi_stale ADD CONSTRAINT kpi_stale_in_order CHECK (first_at <= last_at);
ALTER TABLE kpi_sum ADD CONSTRAINT kpi_sum_is_sane CHECK (grain = 'day' OR (grain = 'month' AND extract(day FROM first_day) = 1));

-- Which instants changed, in the transaction that changed them. A mark holds instants, not days: it stays true when the
-- organization's zone changes. Grouping by day only keeps the marks few and narrow.
CREATE FUNCTION mark_jobs() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  -- An organization that is erased needs no figures.
  IF coalesce(current_setting('pixelledger.purge', true), '') = 'on' THEN
    RETURN NULL;
  END IF;
  IF TG_OP = 'UPDATE' THEN
    INSERT INTO kpi_stale (organization_id, first_at, last_at)
    SELECT j.organization_id, min(j.occurred_at), max(j.occurred_at)
    FROM (SELECT organization_id, occurred_at FROM was UNION ALL SELECT organization_id, occurred_at FROM changed) j
    JOIN organization o ON o.id = j.organization_id
    GROUP BY j.organization_id, (j.occurred_at AT TIME ZONE o.time_zone)::date;
  ELSE
    INSERT INTO kpi_stale (organization_id, first_at, last_at)
    SELECT j.organization_id, min(j.occurred_at), max(j.occurred_at)
    FROM changed j JOIN organization o ON o.id = j.organization_id
    GROUP BY j.organization_id, (j.occurred_at AT TIME ZONE o.time_zone)::date;
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER kpi_stale_insert AFTER INSERT ON job REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION mark_jobs();
CREATE TRIGGER kpi_stale_update AFTER UPDATE ON job REFERENCING OLD TABLE AS was NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION mark_jobs();
CREATE TRIGGER kpi_stale_delete AFTER DELETE ON job REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION mark_jobs();

-- The source of a cost is read from the last try of a job.
CREATE FUNCTION mark_jobs_of_attempts() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF coalesce(current_setting('pixelledger.purge', true), '') = 'on' THEN
    RETURN NULL;
  END IF;
  INSERT INTO kpi_stale (organization_id, first_at, last_at)
  SELECT j.organization_id, min(j.occurred_at), max(j.occurred_at)
  FROM (SELECT DISTINCT organization_id, job_id FROM changed) a
  JOIN job j ON j.organization_id = a.organization_id AND j.id = a.job_id
  JOIN organization o ON o.id = j.organization_id
  GROUP BY j.organization_id, (j.occurred_at AT TIME ZONE o.time_zone)::date;
  RETURN NULL;
END $$;
CREATE TRIGGER kpi_stale_insert AFTER INSERT ON attempt REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION mark_jobs_of_attempts();
CREATE TRIGGER kpi_stale_update AFTER UPDATE ON attempt REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION mark_jobs_of_attempts();
CREATE TRIGGER kpi_stale_delete AFTER DELETE ON attempt REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION mark_jobs_of_attempts();

-- Whether a motif was given up decides the class of its pictures; its asset type is a dimension.
CREATE FUNCTION mark_jobs_of_motifs() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO kpi_stale (organization_id, first_at, last_at)
  SELECT j.organization_id, min(j.occurred_at), max(j.occurred_at)
  FROM was JOIN changed USING (organization_id, id)
  JOIN job j ON j.organization_id = was.organization_id AND j.motif_id = was.id
  JOIN organization o ON o.id = j.organization_id
  WHERE (was.dropped_at IS NULL) <> (changed.dropped_at IS NULL) OR was.asset_type_id IS DISTINCT FROM changed.asset_type_id
  GROUP BY j.organization_id, (j.occurred_at AT TIME ZONE o.time_zone)::date;
  RETURN NULL;
END $$;
CREATE TRIGGER kpi_stale_update AFTER UPDATE ON motif REFERENCING OLD TABLE AS was NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION mark_jobs_of_motifs();

-- Another zone makes other days of all of them.
CREATE FUNCTION mark_everything() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO kpi_stale (organization_id, first_at, last_at) VALUES (NEW.id, '-infinity', 'infinity');
  RETURN NULL;
END $$;
CREATE TRIGGER kpi_stale_update AFTER UPDATE ON organization FOR EACH ROW
  WHEN ((OLD.time_zone, OLD.currency) IS DISTINCT FROM (NEW.time_zone, NEW.currency)) EXECUTE FUNCTION mark_everything();

-- Jobs that are there already are read as rows until the worker has come by.
INSERT INTO kpi_stale (organization_id, first_at, last_at)
SELECT j.organization_id, min(j.occurred_at), max(j.occurred_at)
FROM job j JOIN organization o ON o.id = j.organization_id
GROUP BY j.organization_id, (j.occurred_at AT TIME ZONE o.time_zone)::date;
