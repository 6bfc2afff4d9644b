-- Many jobs corrected at once: one run, and what each of its jobs said before, so that a reverse correction can say it again.
CREATE TABLE "correction_run" (
    "organization_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "changes" JSONB NOT NULL,
    "reason" TEXT NOT NULL,
    "jobs" INTEGER NOT NULL,
    "cost" DECIMAL(38,18) NOT NULL,
    "undoes_id" UUID,
    "author_kind" TEXT NOT NULL,
    "author_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "correction_run_pkey" PRIMARY KEY ("organization_id","id")
);

-- A run is undone once.
CREATE UNIQUE INDEX "correction_run_organization_id_undoes_id_key" ON "correction_run"("organization_id", "undoes_id");

ALTER TABLE "correction_run" ADD CONSTRAINT "correction_run_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organization"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "correction_run" ADD CONSTRAINT "correction_run_organization_id_undoes_id_fkey" FOREIGN KEY ("organization_id", "undoes_id") REFERENCES "correction_run"("organization_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "correction_run" ADD CONSTRAINT correction_run_jobs CHECK (jobs > 0);

CREATE TRIGGER correction_run_append_only BEFORE UPDATE OR DELETE ON correction_run FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER correction_run_no_truncate BEFORE TRUNCATE ON correction_run FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

ALTER TABLE "job_revision" ADD COLUMN "run_id" UUID, ADD COLUMN "before" JSONB;
ALTER TABLE "job_revision" ADD CONSTRAINT "job_revision_organization_id_run_id_fkey" FOREIGN KEY ("organization_id", "run_id") REFERENCES "correction_run"("organization_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "job_revision" ADD CONSTRAINT job_revision_of_run CHECK ((run_id IS NULL) = (before IS NULL));
CREATE INDEX "job_revision_organization_id_run_id_idx" ON "job_revision"("organization_id", "run_id");
