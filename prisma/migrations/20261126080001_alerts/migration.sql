-- CreateTable
CREATE TABLE "alert_rule" (
    "organization_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "version" INTEGER NOT NULL,
    "paused_at" TIMESTAMPTZ(3),
    "deleted_at" TIMESTAMPTZ(3),
    "author_kind" TEXT NOT NULL,
    "author_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "alert_rule_pkey" PRIMARY KEY ("organization_id","id")
);

-- CreateTable
CREATE TABLE "alert_rule_version" (
    "organization_id" UUID NOT NULL,
    "rule_id" UUID NOT NULL,
    "version" INTEGER NOT NULL,
    "body" JSONB NOT NULL,
    "note" TEXT,
    "author_kind" TEXT NOT NULL,
    "author_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "alert_rule_version_pkey" PRIMARY KEY ("organization_id","rule_id","version")
);

-- CreateTable
CREATE TABLE "alert_instance" (
    "organization_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "rule_id" UUID NOT NULL,
    "group_key" TEXT NOT NULL,
    "step" INTEGER NOT NULL DEFAULT 0,
    "group_name" TEXT,
    "cost_center_id" UUID,
    "state" TEXT NOT NULL,
    "severity" TEXT,
    "open" BOOLEAN NOT NULL,
    "incident" INTEGER NOT NULL,
    "body" JSONB NOT NULL,
    "sample" JSONB NOT NULL,
    "at_stake" DECIMAL(38,18),
    "evaluated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "alert_instance_pkey" PRIMARY KEY ("organization_id","id")
);

-- CreateTable
CREATE TABLE "alert_event" (
    "organization_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "rule_id" UUID NOT NULL,
    "instance_id" UUID NOT NULL,
    "rule_version" INTEGER NOT NULL,
    "incident" INTEGER NOT NULL,
    "transition" TEXT NOT NULL,
    "period" TEXT NOT NULL,
    "step" INTEGER NOT NULL,
    "severity" TEXT,
    "reason" TEXT NOT NULL,
    "quiet" BOOLEAN NOT NULL,
    "at_least" BOOLEAN NOT NULL,
    "lasted_ms" BIGINT,
    "sample" JSONB NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "recorded_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "author_kind" TEXT NOT NULL,
    "author_id" UUID,

    CONSTRAINT "alert_event_pkey" PRIMARY KEY ("organization_id","id")
);

-- CreateTable
CREATE TABLE "alert_sample" (
    "organization_id" UUID NOT NULL,
    "instance_id" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "rule_version" INTEGER NOT NULL,
    "sample" JSONB NOT NULL,

    CONSTRAINT "alert_sample_pkey" PRIMARY KEY ("organization_id","instance_id","at")
);

-- CreateTable
CREATE TABLE "alert_acknowledgement" (
    "organization_id" UUID NOT NULL,
    "instance_id" UUID NOT NULL,
    "incident" INTEGER NOT NULL,
    "severity" TEXT NOT NULL,
    "note" TEXT,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "author_kind" TEXT NOT NULL,
    "author_id" UUID,

    CONSTRAINT "alert_acknowledgement_pkey" PRIMARY KEY ("organization_id","instance_id","incident","severity")
);

-- CreateTable
CREATE TABLE "alert_silence" (
    "organization_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "rule_id" UUID,
    "group_key" TEXT,
    "starts_at" TIMESTAMPTZ(3) NOT NULL,
    "ends_at" TIMESTAMPTZ(3) NOT NULL,
    "reason" TEXT NOT NULL,
    "author_kind" TEXT NOT NULL,
    "author_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "alert_silence_pkey" PRIMARY KEY ("organization_id","id")
);

-- CreateTable
CREATE TABLE "alert_mark" (
    "organization_id" UUID NOT NULL,
    "id" BIGSERIAL NOT NULL,
    "topic" TEXT NOT NULL,
    "job_ids" UUID[],
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "alert_mark_pkey" PRIMARY KEY ("organization_id","id")
);

-- CreateTable
CREATE TABLE "notification_channel" (
    "organization_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "target" TEXT NOT NULL,
    "secret" TEXT,
    "locale" TEXT NOT NULL,
    "failures" INTEGER NOT NULL DEFAULT 0,
    "broken_at" TIMESTAMPTZ(3),
    "removed_at" TIMESTAMPTZ(3),
    "author_kind" TEXT NOT NULL,
    "author_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "notification_channel_pkey" PRIMARY KEY ("organization_id","id")
);

-- CreateTable
CREATE TABLE "notification_preference" (
    "organization_id" UUID NOT NULL,
    "member_id" UUID NOT NULL,
    "mail" TEXT NOT NULL DEFAULT 'at_once',
    "quiet_from" TEXT,
    "quiet_to" TEXT,
    "digest_at" TIMESTAMPTZ(3),

    CONSTRAINT "notification_preference_pkey" PRIMARY KEY ("organization_id","member_id")
);

-- CreateTable
CREATE TABLE "notification_delivery" (
    "organization_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "event_id" UUID NOT NULL,
    "target" TEXT NOT NULL,
    "channel_id" UUID,
    "member_id" UUID,
    "message" JSONB NOT NULL,
    "state" TEXT NOT NULL,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "next_at" TIMESTAMPTZ(3) NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "sent_at" TIMESTAMPTZ(3),

    CONSTRAINT "notification_delivery_pkey" PRIMARY KEY ("organization_id","id")
);

-- CreateTable
CREATE TABLE "notification_attempt" (
    "organization_id" UUID NOT NULL,
    "delivery_id" UUID NOT NULL,
    "number" INTEGER NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "ok" BOOLEAN NOT NULL,
    "detail" TEXT NOT NULL,

    CONSTRAINT "notification_attempt_pkey" PRIMARY KEY ("organization_id","delivery_id","number")
);

-- CreateTable
CREATE TABLE "inbox_item" (
    "organization_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "member_id" UUID NOT NULL,
    "event_id" UUID NOT NULL,
    "message" JSONB NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "read_at" TIMESTAMPTZ(3),

    CONSTRAINT "inbox_item_pkey" PRIMARY KEY ("organization_id","id")
);

-- CreateIndex
CREATE UNIQUE INDEX "alert_instance_organization_id_rule_id_group_key_step_key" ON "alert_instance"("organization_id", "rule_id", "group_key", "step");

-- CreateIndex
CREATE INDEX "alert_event_organization_id_at_id_idx" ON "alert_event"("organization_id", "at", "id");

-- CreateIndex
CREATE UNIQUE INDEX "alert_event_organization_id_instance_id_incident_transition_key" ON "alert_event"("organization_id", "instance_id", "incident", "transition", "period", "step");

-- CreateIndex
CREATE INDEX "notification_delivery_state_next_at_idx" ON "notification_delivery"("state", "next_at");

-- CreateIndex
CREATE UNIQUE INDEX "notification_delivery_organization_id_event_id_target_key" ON "notification_delivery"("organization_id", "event_id", "target");

-- CreateIndex
CREATE UNIQUE INDEX "inbox_item_organization_id_member_id_event_id_key" ON "inbox_item"("organization_id", "member_id", "event_id");

-- AddForeignKey
ALTER TABLE "alert_rule" ADD CONSTRAINT "alert_rule_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organization"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "alert_rule_version" ADD CONSTRAINT "alert_rule_version_organization_id_rule_id_fkey" FOREIGN KEY ("organization_id", "rule_id") REFERENCES "alert_rule"("organization_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "alert_instance" ADD CONSTRAINT "alert_instance_organization_id_rule_id_fkey" FOREIGN KEY ("organization_id", "rule_id") REFERENCES "alert_rule"("organization_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "alert_event" ADD CONSTRAINT "alert_event_organization_id_instance_id_fkey" FOREIGN KEY ("organization_id", "instance_id") REFERENCES "alert_instance"("organization_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "alert_sample" ADD CONSTRAINT "alert_sample_organization_id_instance_id_fkey" FOREIGN KEY ("organization_id", "instance_id") REFERENCES "alert_instance"("organization_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "alert_acknowledgement" ADD CONSTRAINT "alert_acknowledgement_organization_id_instance_id_fkey" FOREIGN KEY ("organization_id", "instance_id") REFERENCES "alert_instance"("organization_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "alert_silence" ADD CONSTRAINT "alert_silence_organization_id_rule_id_fkey" FOREIGN KEY ("organization_id", "rule_id") REFERENCES "alert_rule"("organization_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "alert_silence" ADD CONSTRAINT "alert_silence_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organization"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "alert_mark" ADD CONSTRAINT "alert_mark_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organization"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "notification_channel" ADD CONSTRAINT "notification_channel_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organization"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "notification_preference" ADD CONSTRAINT "notification_preference_organization_id_member_id_fkey" FOREIGN KEY ("organization_id", "member_id") REFERENCES "member"("organization_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "notification_delivery" ADD CONSTRAINT "notification_delivery_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organization"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "notification_attempt" ADD CONSTRAINT "notification_attempt_organization_id_delivery_id_fkey" FOREIGN KEY ("organization_id", "delivery_id") REFERENCES "notification_delivery"("organization_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "inbox_item" ADD CONSTRAINT "inbox_item_organization_id_member_id_fkey" FOREIGN KEY ("organization_id", "member_id") REFERENCES "member"("organization_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;



-- ── What must always hold ──
ALTER TABLE alert_rule_version ADD CONSTRAINT alert_rule_version_counts_up CHECK (version >= 1);
ALTER TABLE alert_instance ADD CONSTRAINT alert_instance_is_sane CHECK (
  state IN ('OK', 'PENDING', 'FIRING', 'RECOVERING', 'NO_DATA', 'INSUFFICIENT', 'INCOMPLETE', 'ERROR')
  AND (severity IS NULL OR severity IN ('warning', 'critical'))
  AND (state NOT IN ('FIRING', 'RECOVERING') OR open) AND (NOT open OR (severity IS NOT NULL AND incident >= 1)) AND step >= 0);
ALTER TABLE alert_event ADD CONSTRAINT alert_event_is_sane CHECK (
  transition IN ('fired', 'escalated', 'eased', 'recovered', 'closed', 'failed')
  AND (transition = 'failed' OR (incident >= 1 AND severity IS NOT NULL)));
ALTER TABLE alert_acknowledgement ADD CONSTRAINT alert_acknowledgement_is_sane CHECK (severity IN ('warning', 'critical') AND incident >= 1);
ALTER TABLE alert_silence ADD CONSTRAINT alert_silence_ends CHECK (
  ends_at >= starts_at AND ends_at <= starts_at + interval '30 days' AND length(trim(reason)) > 0 AND (group_key IS NULL OR rule_id IS NOT NULL));
ALTER TABLE alert_mark ADD CONSTRAINT alert_mark_topic_known CHECK (topic IN ('jobs', 'figures', 'ledger', 'budgets', 'rules'));
ALTER TABLE notification_channel ADD CONSTRAINT notification_channel_is_sane CHECK (
  kind IN ('email', 'webhook', 'slack', 'teams') AND locale IN ('en', 'de') AND failures >= 0 AND (kind <> 'webhook' OR secret IS NOT NULL));
ALTER TABLE notification_preference ADD CONSTRAINT notification_preference_is_sane CHECK (
  mail IN ('at_once', 'weekly', 'never') AND (quiet_from IS NULL) = (quiet_to IS NULL)
  AND (quiet_from IS NULL OR (quiet_from ~ '^([01]\d|2[0-3]):[0-5]\d$' AND quiet_to ~ '^([01]\d|2[0-3]):[0-5]\d$' AND quiet_from <> quiet_to)));
ALTER TABLE notification_delivery ADD CONSTRAINT notification_delivery_is_sane CHECK (
  state IN ('waiting', 'sent', 'failed', 'digest') AND (channel_id IS NULL) <> (member_id IS NULL) AND (state = 'sent') = (sent_at IS NOT NULL) AND attempts >= 0);
CREATE INDEX alert_instance_open ON alert_instance (organization_id) WHERE open;
CREATE INDEX notification_delivery_waiting ON notification_delivery (next_at) WHERE state = 'waiting';
CREATE INDEX "inbox_item_organization_id_member_id_created_at_id_idx" ON "inbox_item"("organization_id", "member_id", "created_at", "id");

CREATE TRIGGER alert_rule_version_append_only BEFORE UPDATE OR DELETE ON alert_rule_version FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER alert_rule_version_no_truncate BEFORE TRUNCATE ON alert_rule_version FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER alert_event_append_only BEFORE UPDATE OR DELETE ON alert_event FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER alert_event_no_truncate BEFORE TRUNCATE ON alert_event FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER alert_sample_append_only BEFORE UPDATE OR DELETE ON alert_sample FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER alert_sample_no_truncate BEFORE TRUNCATE ON alert_sample FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER alert_acknowledgement_append_only BEFORE UPDATE OR DELETE ON alert_acknowledgement FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER alert_acknowledgement_no_truncate BEFORE TRUNCATE ON alert_acknowledgement FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER notification_attempt_append_only BEFORE UPDATE OR DELETE ON notification_attempt FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER notification_attempt_no_truncate BEFORE TRUNCATE ON notification_attempt FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- ── Marks: no write path can forget that rules may have to be looked at again. One row per statement, in its transaction. ──
CREATE FUNCTION alert_mark_jobs() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    INSERT INTO alert_mark (organization_id, topic, job_ids)
    SELECT n.organization_id, 'jobs', array_agg(n.id) FROM new_rows n
    WHERE EXISTS (SELECT 1 FROM alert_rule r WHERE r.organization_id = n.organization_id AND r.deleted_at IS NULL)
    GROUP BY n.organization_id;
  ELSE
    INSERT INTO alert_mark (organization_id, topic, job_ids)
    SELECT n.organization_id, 'jobs', coalesce(array_agg(n.id)
      FILTER (WHERE n.known_cost <> o.known_cost OR (n.voided_at IS NULL) <> (o.voided_at IS NULL)), '{}')
    FROM new_rows n JOIN old_rows o ON o.organization_id = n.organization_id AND o.id = n.id
    WHERE EXISTS (SELECT 1 FROM alert_rule r WHERE r.organization_id = n.organization_id AND r.deleted_at IS NULL)
    GROUP BY n.organization_id;
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER job_inserted_marks_alerts AFTER INSERT ON job REFERENCING NEW TABLE AS new_rows
  FOR EACH STATEMENT EXECUTE FUNCTION alert_mark_jobs();
CREATE TRIGGER job_updated_marks_alerts AFTER UPDATE ON job REFERENCING NEW TABLE AS new_rows OLD TABLE AS old_rows
  FOR EACH STATEMENT EXECUTE FUNCTION alert_mark_jobs();

CREATE FUNCTION alert_mark_ledger() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO alert_mark (organization_id, topic, job_ids)
  SELECT DISTINCT n.organization_id, 'ledger', '{}'::uuid[] FROM new_rows n
  WHERE n.type <> 'usage' AND n.job_id IS NULL
    AND EXISTS (SELECT 1 FROM alert_rule r WHERE r.organization_id = n.organization_id AND r.deleted_at IS NULL);
  RETURN NULL;
END $$;
CREATE TRIGGER ledger_entry_marks_alerts AFTER INSERT ON ledger_entry REFERENCING NEW TABLE AS new_rows
  FOR EACH STATEMENT EXECUTE FUNCTION alert_mark_ledger();

CREATE FUNCTION alert_mark_budgets() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO alert_mark (organization_id, topic, job_ids)
  SELECT DISTINCT n.organization_id, 'budgets', '{}'::uuid[] FROM new_rows n
  WHERE EXISTS (SELECT 1 FROM alert_rule r WHERE r.organization_id = n.organization_id AND r.deleted_at IS NULL);
  RETURN NULL;
END $$;
CREATE TRIGGER budget_inserted_marks_alerts AFTER INSERT ON budget REFERENCING NEW TABLE AS new_rows
  FOR EACH STATEMENT EXECUTE FUNCTION alert_mark_budgets();
CREATE TRIGGER budget_updated_marks_alerts AFTER UPDATE ON budget REFERENCING NEW TABLE AS new_rows
  FOR EACH STATEMENT EXECUTE FUNCTION alert_mark_budgets();
