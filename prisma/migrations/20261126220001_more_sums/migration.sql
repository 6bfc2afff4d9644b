-- Sums without campaigns, by motif, and by market and kind: what is asked of them is read from far fewer rows.
ALTER TABLE kpi_sum ALTER COLUMN campaign_id DROP NOT NULL, ADD COLUMN motif_id UUID;

-- Days that have sums have not these. Until the worker has come by they are read as rows, like days that changed.
INSERT INTO kpi_stale (organization_id, first_at, last_at)
SELECT j.organization_id, min(j.occurred_at), max(j.occurred_at)
FROM job j JOIN organization o ON o.id = j.organization_id
GROUP BY j.organization_id, (j.occurred_at AT TIME ZONE o.time_zone)::date;

-- Which sums there are, so that a process can keep what it added up last: every change of sums, and every mark that goes,
-- makes another version in its own transaction. Marks that come are counted besides (lib/kpi/store/stale.ts).
CREATE TABLE kpi_version (
  organization_id UUID NOT NULL,
  version UUID NOT NULL DEFAULT gen_random_uuid(),
  CONSTRAINT kpi_version_pkey PRIMARY KEY (organization_id),
  CONSTRAINT kpi_version_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES organization (id)
    ON DELETE RESTRICT ON UPDATE CASCADE
);
INSERT INTO kpi_version (organization_id) SELECT id FROM organization;

CREATE FUNCTION begin_kpi_version() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO kpi_version (organization_id) VALUES (NEW.id);
  RETURN NULL;
END $$;
CREATE TRIGGER kpi_version_begins AFTER INSERT ON organization FOR EACH ROW EXECUTE FUNCTION begin_kpi_version();

CREATE FUNCTION next_kpi_version() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE kpi_version SET version = gen_random_uuid() WHERE organization_id IN (SELECT c.organization_id FROM changed c);
  RETURN NULL;
END $$;
CREATE TRIGGER kpi_version_insert AFTER INSERT ON kpi_sum REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION next_kpi_version();
CREATE TRIGGER kpi_version_update AFTER UPDATE ON kpi_sum REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION next_kpi_version();
CREATE TRIGGER kpi_version_delete AFTER DELETE ON kpi_sum REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION next_kpi_version();
CREATE TRIGGER kpi_version_delete AFTER DELETE ON kpi_stale REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION next_kpi_version();
