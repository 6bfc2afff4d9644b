-- What hangs on jobs is checked once per statement instead of once per row: two fifths of the time that Postgres took to book
-- a batch went into these foreign keys, a question per row each (docs/decisions/0027). As with a foreign key, what is referred
-- to is there and stays: it is held until the transaction ends, and is not deleted while something refers to it.

-- The question is asked row by row inside of one statement, each by the primary key, whatever Postgres believes of the table.
CREATE FUNCTION refers_to_job() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (
    SELECT FROM (SELECT DISTINCT organization_id, job_id FROM entered WHERE job_id IS NOT NULL) e
    WHERE NOT EXISTS (SELECT FROM job t WHERE t.organization_id = e.organization_id AND t.id = e.job_id FOR KEY SHARE)
  ) THEN
    RAISE EXCEPTION '% refers to a job that is not there', TG_TABLE_NAME
      USING ERRCODE = 'foreign_key_violation', TABLE = TG_TABLE_NAME, CONSTRAINT = TG_TABLE_NAME || '_refers_to_job';
  END IF;
  RETURN NULL;
END $$;
CREATE FUNCTION refers_to_asset() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (
    SELECT FROM (SELECT DISTINCT organization_id, asset_id FROM entered WHERE asset_id IS NOT NULL) e
    WHERE NOT EXISTS (SELECT FROM asset t WHERE t.organization_id = e.organization_id AND t.id = e.asset_id FOR KEY SHARE)
  ) THEN
    RAISE EXCEPTION '% refers to an asset that is not there', TG_TABLE_NAME
      USING ERRCODE = 'foreign_key_violation', TABLE = TG_TABLE_NAME, CONSTRAINT = TG_TABLE_NAME || '_refers_to_asset';
  END IF;
  RETURN NULL;
END $$;
CREATE FUNCTION refers_to_wallet() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (
    SELECT FROM (SELECT DISTINCT organization_id, wallet_id FROM entered WHERE wallet_id IS NOT NULL) e
    WHERE NOT EXISTS (SELECT FROM wallet t WHERE t.organization_id = e.organization_id AND t.id = e.wallet_id FOR KEY SHARE)
  ) THEN
    RAISE EXCEPTION '% refers to a wallet that is not there', TG_TABLE_NAME
      USING ERRCODE = 'foreign_key_violation', TABLE = TG_TABLE_NAME, CONSTRAINT = TG_TABLE_NAME || '_refers_to_wallet';
  END IF;
  RETURN NULL;
END $$;
CREATE FUNCTION refers_to_import() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (
    SELECT FROM (SELECT DISTINCT organization_id, import_id FROM entered WHERE import_id IS NOT NULL) e
    WHERE NOT EXISTS (SELECT FROM import t WHERE t.organization_id = e.organization_id AND t.id = e.import_id FOR KEY SHARE)
  ) THEN
    RAISE EXCEPTION '% refers to an import that is not there', TG_TABLE_NAME
      USING ERRCODE = 'foreign_key_violation', TABLE = TG_TABLE_NAME, CONSTRAINT = TG_TABLE_NAME || '_refers_to_import';
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER refers_to_job AFTER INSERT ON attempt REFERENCING NEW TABLE AS entered FOR EACH STATEMENT EXECUTE FUNCTION refers_to_job();
CREATE TRIGGER refers_to_job AFTER INSERT ON asset REFERENCING NEW TABLE AS entered FOR EACH STATEMENT EXECUTE FUNCTION refers_to_job();
CREATE TRIGGER refers_to_job AFTER INSERT ON job_prompt REFERENCING NEW TABLE AS entered FOR EACH STATEMENT EXECUTE FUNCTION refers_to_job();
CREATE TRIGGER refers_to_job AFTER INSERT ON ledger_entry REFERENCING NEW TABLE AS entered FOR EACH STATEMENT EXECUTE FUNCTION refers_to_job();
CREATE TRIGGER refers_to_wallet AFTER INSERT ON ledger_entry REFERENCING NEW TABLE AS entered FOR EACH STATEMENT EXECUTE FUNCTION refers_to_wallet();
CREATE TRIGGER refers_to_asset AFTER INSERT ON review REFERENCING NEW TABLE AS entered FOR EACH STATEMENT EXECUTE FUNCTION refers_to_asset();
CREATE TRIGGER refers_to_import AFTER INSERT ON job REFERENCING NEW TABLE AS entered FOR EACH STATEMENT EXECUTE FUNCTION refers_to_import();

-- The other side. Whoever is about to refer to a row holds it, so a deletion waits and then sees what refers.
CREATE FUNCTION job_is_free() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT FROM gone g, LATERAL (SELECT FROM attempt r WHERE r.organization_id = g.organization_id AND r.job_id = g.id LIMIT 1) r)
    OR EXISTS (SELECT FROM gone g, LATERAL (SELECT FROM asset r WHERE r.organization_id = g.organization_id AND r.job_id = g.id LIMIT 1) r)
    OR EXISTS (SELECT FROM gone g, LATERAL (SELECT FROM job_prompt r WHERE r.organization_id = g.organization_id AND r.job_id = g.id LIMIT 1) r)
    OR EXISTS (SELECT FROM gone g, LATERAL (SELECT FROM ledger_entry r WHERE r.organization_id = g.organization_id AND r.job_id = g.id LIMIT 1) r)
  THEN
    RAISE EXCEPTION 'job: something still refers to it' USING ERRCODE = 'foreign_key_violation', TABLE = 'job', CONSTRAINT = 'job_is_free';
  END IF;
  RETURN NULL;
END $$;
CREATE FUNCTION asset_is_free() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT FROM gone g, LATERAL (SELECT FROM review r WHERE r.organization_id = g.organization_id AND r.asset_id = g.id LIMIT 1) r) THEN
    RAISE EXCEPTION 'asset: something still refers to it' USING ERRCODE = 'foreign_key_violation', TABLE = 'asset', CONSTRAINT = 'asset_is_free';
  END IF;
  RETURN NULL;
END $$;
CREATE FUNCTION wallet_is_free() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT FROM gone g, LATERAL (SELECT FROM ledger_entry r WHERE r.organization_id = g.organization_id AND r.wallet_id = g.id LIMIT 1) r) THEN
    RAISE EXCEPTION 'wallet: something still refers to it' USING ERRCODE = 'foreign_key_violation', TABLE = 'wallet', CONSTRAINT = 'wallet_is_free';
  END IF;
  RETURN NULL;
END $$;
CREATE FUNCTION import_is_free() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT FROM gone g, LATERAL (SELECT FROM job r WHERE r.organization_id = g.organization_id AND r.import_id = g.id LIMIT 1) r) THEN
    RAISE EXCEPTION 'import: something still refers to it' USING ERRCODE = 'foreign_key_violation', TABLE = 'import', CONSTRAINT = 'import_is_free';
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER job_is_free AFTER DELETE ON job REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION job_is_free();
CREATE TRIGGER asset_is_free AFTER DELETE ON asset REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION asset_is_free();
CREATE TRIGGER wallet_is_free AFTER DELETE ON wallet REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION wallet_is_free();
CREATE TRIGGER import_is_free AFTER DELETE ON import REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION import_is_free();

-- Neither side changes its key: what a row is, and what it belongs to, is said once. (ledger_entry and review refuse every UPDATE.)
CREATE FUNCTION refuse_new_key() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '%: a row stays what it is, and with what it belongs to', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER keeps_key BEFORE UPDATE OF organization_id, id, import_id ON job FOR EACH ROW
  WHEN ((OLD.organization_id, OLD.id, OLD.import_id) IS DISTINCT FROM (NEW.organization_id, NEW.id, NEW.import_id)) EXECUTE FUNCTION refuse_new_key();
CREATE TRIGGER keeps_key BEFORE UPDATE OF organization_id, id, job_id ON asset FOR EACH ROW
  WHEN ((OLD.organization_id, OLD.id, OLD.job_id) IS DISTINCT FROM (NEW.organization_id, NEW.id, NEW.job_id)) EXECUTE FUNCTION refuse_new_key();
CREATE TRIGGER keeps_key BEFORE UPDATE OF organization_id, job_id ON attempt FOR EACH ROW
  WHEN ((OLD.organization_id, OLD.job_id) IS DISTINCT FROM (NEW.organization_id, NEW.job_id)) EXECUTE FUNCTION refuse_new_key();
CREATE TRIGGER keeps_key BEFORE UPDATE OF organization_id, job_id ON job_prompt FOR EACH ROW
  WHEN ((OLD.organization_id, OLD.job_id) IS DISTINCT FROM (NEW.organization_id, NEW.job_id)) EXECUTE FUNCTION refuse_new_key();
CREATE TRIGGER keeps_key BEFORE UPDATE OF organization_id, id ON wallet FOR EACH ROW
  WHEN ((OLD.organization_id, OLD.id) IS DISTINCT FROM (NEW.organization_id, NEW.id)) EXECUTE FUNCTION refuse_new_key();
CREATE TRIGGER keeps_key BEFORE UPDATE OF organization_id, id ON import FOR EACH ROW
  WHEN ((OLD.organization_id, OLD.id) IS DISTINCT FROM (NEW.organization_id, NEW.id)) EXECUTE FUNCTION refuse_new_key();

-- The triggers above keep writers away until this commits, so no row slips in between.
-- DropForeignKey
ALTER TABLE "asset" DROP CONSTRAINT "asset_organization_id_job_id_fkey";
-- DropForeignKey
ALTER TABLE "attempt" DROP CONSTRAINT "attempt_organization_id_job_id_fkey";
-- DropForeignKey
ALTER TABLE "job" DROP CONSTRAINT "job_organization_id_import_id_fkey";
-- DropForeignKey
ALTER TABLE "job_prompt" DROP CONSTRAINT "job_prompt_organization_id_job_id_fkey";
-- DropForeignKey
ALTER TABLE "ledger_entry" DROP CONSTRAINT "ledger_entry_organization_id_job_id_fkey";
-- DropForeignKey
ALTER TABLE "ledger_entry" DROP CONSTRAINT "ledger_entry_organization_id_wallet_id_fkey";
-- DropForeignKey
ALTER TABLE "review" DROP CONSTRAINT "review_organization_id_asset_id_fkey";
