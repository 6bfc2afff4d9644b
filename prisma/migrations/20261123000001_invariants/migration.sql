-- What must always hold and Prisma's schema cannot say. lib/server/invariants.db.test.ts provokes each of these.

CREATE EXTENSION IF NOT EXISTS btree_gist;

-- ── Codes are unique without regard to case, and each list has exactly one row for "unassigned" ──
CREATE UNIQUE INDEX cost_center_code_once ON cost_center (organization_id, lower(code));
CREATE UNIQUE INDEX campaign_code_once ON campaign (organization_id, lower(code));
CREATE UNIQUE INDEX market_code_once ON market (organization_id, lower(code));
CREATE UNIQUE INDEX channel_code_once ON channel (organization_id, lower(code));
CREATE UNIQUE INDEX asset_type_code_once ON asset_type (organization_id, lower(code));
CREATE UNIQUE INDEX motif_code_once ON motif (organization_id, campaign_id, lower(code));
CREATE UNIQUE INDEX provider_code_once ON provider (organization_id, lower(code));
CREATE UNIQUE INDEX wallet_code_once ON wallet (organization_id, lower(code));
CREATE UNIQUE INDEX wallet_one_default ON wallet (organization_id, provider_id) WHERE is_default;
CREATE UNIQUE INDEX cost_center_one_unassigned ON cost_center (organization_id) WHERE unassigned;
CREATE UNIQUE INDEX campaign_one_unassigned ON campaign (organization_id) WHERE unassigned;
CREATE UNIQUE INDEX market_one_unassigned ON market (organization_id) WHERE unassigned;
CREATE UNIQUE INDEX channel_one_unassigned ON channel (organization_id) WHERE unassigned;

ALTER TABLE cost_center ADD CONSTRAINT cost_center_merge_has_target CHECK ((merged_into_id IS NULL) = (effective_id = id) AND NOT (unassigned AND (merged_into_id IS NOT NULL OR archived_at IS NOT NULL)));
ALTER TABLE campaign ADD CONSTRAINT campaign_merge_has_target CHECK ((merged_into_id IS NULL) = (effective_id = id) AND NOT (unassigned AND (merged_into_id IS NOT NULL OR archived_at IS NOT NULL)));
ALTER TABLE market ADD CONSTRAINT market_merge_has_target CHECK ((merged_into_id IS NULL) = (effective_id = id) AND NOT (unassigned AND (merged_into_id IS NOT NULL OR archived_at IS NOT NULL)));
ALTER TABLE channel ADD CONSTRAINT channel_merge_has_target CHECK ((merged_into_id IS NULL) = (effective_id = id) AND NOT (unassigned AND (merged_into_id IS NOT NULL OR archived_at IS NOT NULL)));
ALTER TABLE asset_type ADD CONSTRAINT asset_type_merge_has_target CHECK ((merged_into_id IS NULL) = (effective_id = id));
ALTER TABLE campaign ADD CONSTRAINT campaign_days_in_order CHECK (active_from IS NULL OR active_to IS NULL OR active_from <= active_to);

-- ── People ──
ALTER TABLE member ADD CONSTRAINT member_role_known CHECK (role IN ('viewer', 'logger', 'reviewer', 'creative_lead', 'controller', 'admin'));
ALTER TABLE api_key ADD CONSTRAINT api_key_role_known CHECK (role IN ('viewer', 'logger', 'reviewer', 'creative_lead', 'controller', 'admin'));
ALTER TABLE invitation ADD CONSTRAINT invitation_role_known CHECK (role IN ('viewer', 'logger', 'reviewer', 'creative_lead', 'controller', 'admin'));
ALTER TABLE organization ADD CONSTRAINT organization_is_sane CHECK (currency ~ '^[A-Z]{3}$' AND week_start BETWEEN 0 AND 6 AND fiscal_year_start BETWEEN 1 AND 12 AND locale IN ('en', 'de'));

-- ── Price book: entries of one key never overlap ──
ALTER TABLE price ADD CONSTRAINT price_no_overlap EXCLUDE USING gist (
  organization_id WITH =, provider_id WITH =, (coalesce(wallet_id, '00000000-0000-0000-0000-000000000000'::uuid)) WITH =,
  (lower(coalesce(model, ''))) WITH =, (lower(coalesce(variant, ''))) WITH =, unit WITH =, daterange(first_day, last_day, '[]') WITH &&);
ALTER TABLE price ADD CONSTRAINT price_is_sane CHECK (amount >= 0 AND currency ~ '^[A-Z]{3}$' AND unit IN ('CREDITS', 'IMAGES', 'GPU_MINUTES', 'FAST_HOURS') AND (last_day IS NULL OR first_day <= last_day));
ALTER TABLE plan_period ADD CONSTRAINT plan_period_is_sane CHECK (fee >= 0 AND discount >= 0 AND discount <= fee AND included_credits >= 0 AND bonus_credits >= 0 AND included_credits + bonus_credits > 0 AND first_day <= last_day AND currency ~ '^[A-Z]{3}$');
ALTER TABLE fx_rate ADD CONSTRAINT fx_rate_is_sane CHECK (rate > 0 AND currency ~ '^[A-Z]{3}$');
ALTER TABLE credit_function ADD CONSTRAINT credit_function_no_overlap EXCLUDE USING gist (
  organization_id WITH =, provider_id WITH =, (lower(model)) WITH =, kind WITH =, daterange(first_day, last_day, '[]') WITH &&);

-- ── Jobs and attempts: a cost exactly when priced, and each part of the money has exactly one class ──
ALTER TABLE attempt ADD CONSTRAINT attempt_cost_exactly_when_priced CHECK ((cost IS NULL) = (unpriced_reason IS NOT NULL));
ALTER TABLE attempt ADD CONSTRAINT attempt_cost_has_a_price CHECK (cost IS NULL OR cost = 0 OR price_id IS NOT NULL OR unit ~ '^[A-Z]{3}$');
ALTER TABLE attempt ADD CONSTRAINT attempt_is_sane CHECK (status IN ('succeeded', 'failed', 'unknown') AND (amount IS NULL) = (unit IS NULL) AND (amount IS NULL OR amount >= 0) AND (source IS NULL OR source IN ('reported', 'webhook', 'estimated', 'manual')));
ALTER TABLE job ADD CONSTRAINT job_cost_exactly_when_priced CHECK ((cost IS NULL) = (unpriced_reason IS NOT NULL) AND (cost IS NULL OR cost = known_cost));
ALTER TABLE job ADD CONSTRAINT job_money_has_one_class CHECK (cost_failed + cost_duplicate + cost_dropped + cost_rejected + cost_superseded + cost_useful + cost_open = known_cost);
ALTER TABLE job ADD CONSTRAINT job_is_sane CHECK (
  kind IN ('generation', 'variation', 'upscale', 'postprocess', 'training')
  AND (stage IN ('draft', 'final') OR (stage IS NULL AND kind = 'training'))
  AND status IN ('succeeded', 'failed', 'unknown')
  AND (images_delivered = 0 OR (kind IN ('generation', 'variation') AND status = 'succeeded'))
  AND images_requested >= 0 AND images_delivered >= 0 AND attempts >= 1 AND failed_attempts BETWEEN 0 AND attempts
  AND approved_with_changes <= approved AND approved + rejected + superseded <= images_delivered
  AND known_cost >= 0 AND staff_cost >= 0 AND estimated_cost BETWEEN 0 AND known_cost);
CREATE UNIQUE INDEX job_external_id_once ON job (organization_id, provider_id, external_id) WHERE voided_at IS NULL AND external_id IS NOT NULL;
CREATE UNIQUE INDEX job_import_key_once ON job (organization_id, import_key) WHERE voided_at IS NULL AND import_key IS NOT NULL;
CREATE INDEX job_live_by_time ON job (organization_id, occurred_at DESC, id DESC) WHERE voided_at IS NULL;
CREATE INDEX job_live_by_campaign ON job (organization_id, campaign_id, occurred_at DESC, id DESC) WHERE voided_at IS NULL;
CREATE INDEX job_by_config ON job (organization_id, config_hash) WHERE voided_at IS NULL AND config_hash IS NOT NULL;
CREATE INDEX job_unpriced ON job (organization_id, occurred_at) WHERE voided_at IS NULL AND unpriced_reason IS NOT NULL;

-- ── Pictures and decisions ──
ALTER TABLE asset ADD CONSTRAINT asset_is_sane CHECK (state IN ('open', 'approved', 'approved_with_changes', 'rejected', 'changes_requested', 'withdrawn') AND version >= 1 AND index >= 1);
ALTER TABLE review ADD CONSTRAINT review_is_sane CHECK (decision IN ('approved', 'approved_with_changes', 'changes_requested', 'rejected', 'withdrawn') AND version >= 1);

-- ── Ledger ──
ALTER TABLE ledger_entry ADD CONSTRAINT ledger_entry_is_sane CHECK (
  type IN ('usage', 'grant', 'purchase', 'refund', 'expiry', 'transfer', 'correction')
  AND currency ~ '^[A-Z]{3}$' AND extract(day FROM booked_period) = 1
  AND (type <> 'usage' OR (job_id IS NOT NULL AND attempt_index IS NOT NULL)));
CREATE UNIQUE INDEX ledger_entry_reversed_once ON ledger_entry (organization_id, reverses_id) WHERE reverses_id IS NOT NULL;

-- ── Append-only: the only way past is SET LOCAL of the purge setting, by `npm run organization -- delete` ──
CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' AND coalesce(current_setting('pixelledger.purge', true), '') = 'on' THEN
    RETURN OLD;
  END IF;
  RAISE EXCEPTION '% is append-only: % refused', TG_TABLE_NAME, TG_OP USING ERRCODE = 'restrict_violation';
END $$;

CREATE TRIGGER ledger_entry_append_only BEFORE UPDATE OR DELETE ON ledger_entry FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER ledger_entry_no_truncate BEFORE TRUNCATE ON ledger_entry FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER review_append_only BEFORE UPDATE OR DELETE ON review FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER review_no_truncate BEFORE TRUNCATE ON review FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER audit_entry_append_only BEFORE UPDATE OR DELETE ON audit_entry FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER audit_entry_no_truncate BEFORE TRUNCATE ON audit_entry FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER job_revision_append_only BEFORE UPDATE OR DELETE ON job_revision FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER job_revision_no_truncate BEFORE TRUNCATE ON job_revision FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
