-- What jobs are booked by (lists, prices, rates, functions, settings) is the same for most of them: a process keeps it and
-- asks only whether it is still the one it knows. Every change makes another version, in its own transaction; no path can
-- forget it, and a version that was rolled back never comes again.
CREATE TABLE booking_version (
  organization_id UUID NOT NULL,
  version UUID NOT NULL DEFAULT gen_random_uuid(),
  CONSTRAINT booking_version_pkey PRIMARY KEY (organization_id),
  CONSTRAINT booking_version_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES organization (id)
    ON DELETE RESTRICT ON UPDATE CASCADE
);
INSERT INTO booking_version (organization_id) SELECT id FROM organization;

CREATE FUNCTION begin_booking_version() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO booking_version (organization_id) VALUES (NEW.id);
  RETURN NULL;
END $$;
CREATE TRIGGER booking_version_begins AFTER INSERT ON organization FOR EACH ROW EXECUTE FUNCTION begin_booking_version();

CREATE FUNCTION next_booking_version() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE booking_version SET version = gen_random_uuid()
  WHERE organization_id IN (SELECT coalesce(to_jsonb(c) ->> 'organization_id', to_jsonb(c) ->> 'id')::uuid FROM changed c);
  RETURN NULL;
END $$;
CREATE TRIGGER booking_version_update AFTER UPDATE ON organization
  REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION next_booking_version();
DO $$
DECLARE name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['staff_rate', 'cost_center', 'campaign', 'campaign_cost_center', 'market', 'channel', 'asset_type',
    'provider', 'wallet', 'price', 'fx_rate', 'credit_function'] LOOP
    EXECUTE format('CREATE TRIGGER booking_version_insert AFTER INSERT ON %I
      REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION next_booking_version()', name);
    EXECUTE format('CREATE TRIGGER booking_version_update AFTER UPDATE ON %I
      REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION next_booking_version()', name);
    EXECUTE format('CREATE TRIGGER booking_version_delete AFTER DELETE ON %I
      REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION next_booking_version()', name);
  END LOOP;
END $$;

-- How a booking begins, in one way to the database: it shares the locks of the price book (lib/prices/store/book.ts) and of the
-- months (lib/periods/store.ts) until it ends, and only then looks. In plpgsql every statement sees what is committed by then.
CREATE FUNCTION begin_booking(organization UUID, zone TEXT, OUT version UUID, OUT today TEXT, OUT closed TEXT[]) LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_advisory_xact_lock_shared(hashtextextended(organization::text, 8104211)),
    pg_advisory_xact_lock_shared(hashtextextended('prices:' || organization, 0));
  SELECT v.version, to_char(now() AT TIME ZONE zone, 'YYYY-MM-DD'),
    coalesce((SELECT array_agg(m.month::text) FROM closed_month m WHERE m.organization_id = organization), '{}')
  INTO version, today, closed FROM booking_version v WHERE v.organization_id = organization;
END $$;

-- An index of mostly nothing looks like the cheapest way to an organization that Postgres does not know well yet, and then
-- all its jobs are read to find one. Without its empty entries it cannot be taken for that, and most bookings need not write it.
CREATE INDEX job_by_import ON job (organization_id, import_id) WHERE import_id IS NOT NULL;
DROP INDEX job_organization_id_import_id_idx;
CREATE INDEX asset_decided ON asset (organization_id, decided_at) WHERE decided_at IS NOT NULL;
DROP INDEX asset_organization_id_decided_at_idx;
