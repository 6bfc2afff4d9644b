-- Months close: a closed month takes no entry any more, and its report stays as it was.

-- CreateTable
CREATE TABLE "period_report" (
    "organization_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "month" DATE NOT NULL,
    "as_of" TIMESTAMPTZ(6) NOT NULL,
    "ledger_seq" BIGINT NOT NULL,
    "content" JSONB NOT NULL,
    "note" TEXT,
    "author_kind" TEXT NOT NULL,
    "author_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT current_instant(),

    CONSTRAINT "period_report_pkey" PRIMARY KEY ("organization_id","id")
);

-- CreateTable
CREATE TABLE "period_reopening" (
    "organization_id" UUID NOT NULL,
    "report_id" UUID NOT NULL,
    "reason" TEXT NOT NULL,
    "author_kind" TEXT NOT NULL,
    "author_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT current_instant(),

    CONSTRAINT "period_reopening_pkey" PRIMARY KEY ("organization_id","report_id")
);

-- CreateTable
CREATE TABLE "period_setting" (
    "organization_id" UUID NOT NULL,
    "grace_days" SMALLINT NOT NULL DEFAULT 5,
    "closes_itself" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "period_setting_pkey" PRIMARY KEY ("organization_id")
);

-- CreateIndex
CREATE INDEX "period_report_organization_id_month_idx" ON "period_report"("organization_id", "month");

-- AddForeignKey
ALTER TABLE "period_report" ADD CONSTRAINT "period_report_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organization"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "period_reopening" ADD CONSTRAINT "period_reopening_organization_id_report_id_fkey" FOREIGN KEY ("organization_id", "report_id") REFERENCES "period_report"("organization_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "period_setting" ADD CONSTRAINT "period_setting_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organization"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE period_report ADD CONSTRAINT period_report_is_of_a_month CHECK (extract(day FROM month) = 1);
ALTER TABLE period_setting ADD CONSTRAINT period_setting_is_sane CHECK (grace_days BETWEEN 0 AND 28);

CREATE TRIGGER period_report_append_only BEFORE UPDATE OR DELETE ON period_report FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER period_report_no_truncate BEFORE TRUNCATE ON period_report FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER period_reopening_append_only BEFORE UPDATE OR DELETE ON period_reopening FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER period_reopening_no_truncate BEFORE TRUNCATE ON period_reopening FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- A month is closed while it has a report that nobody reopened.
CREATE VIEW closed_month AS
  SELECT r.organization_id, r.month FROM period_report r
  WHERE NOT EXISTS (SELECT 1 FROM period_reopening o WHERE o.organization_id = r.organization_id AND o.report_id = r.id);

CREATE FUNCTION refuse_closed_month() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM entered e JOIN closed_month c ON c.organization_id = e.organization_id AND c.month = e.booked_period) THEN
    RAISE EXCEPTION 'ledger_entry: the month is closed' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER ledger_entry_month_is_open AFTER INSERT ON ledger_entry REFERENCING NEW TABLE AS entered
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_closed_month();
