-- What a message is about decides who may read it, also later: a limit to cost centres may change after it was sent.
ALTER TABLE "notification_delivery" ADD COLUMN "cost_center_id" UUID;
ALTER TABLE "notification_delivery" ADD COLUMN "digest_id" UUID;
ALTER TABLE "inbox_item" ADD COLUMN "cost_center_id" UUID;
ALTER TABLE "notification_delivery" ADD CONSTRAINT "notification_delivery_organization_id_cost_center_id_fkey" FOREIGN KEY ("organization_id", "cost_center_id") REFERENCES "cost_center"("organization_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "notification_delivery" ADD CONSTRAINT "notification_delivery_organization_id_digest_id_fkey" FOREIGN KEY ("organization_id", "digest_id") REFERENCES "notification_delivery"("organization_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "inbox_item" ADD CONSTRAINT "inbox_item_organization_id_cost_center_id_fkey" FOREIGN KEY ("organization_id", "cost_center_id") REFERENCES "cost_center"("organization_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- A digest is a delivery like any other, so it is retried, logged and resent like any other: once per person and Monday
-- by the unique key (event, target). What it holds points to it.
ALTER TABLE "notification_preference" DROP COLUMN "digest_at";
ALTER TABLE "notification_delivery" DROP CONSTRAINT notification_delivery_is_sane;
ALTER TABLE "notification_delivery" ADD CONSTRAINT notification_delivery_is_sane CHECK (
  state IN ('waiting', 'sent', 'failed', 'digest', 'withdrawn') AND (channel_id IS NULL) <> (member_id IS NULL)
  AND (state = 'sent') = (sent_at IS NOT NULL) AND attempts >= 0);
ALTER TABLE "notification_delivery" ADD CONSTRAINT notification_delivery_digest_is_of_a_person CHECK (digest_id IS NULL OR (member_id IS NOT NULL AND digest_id <> id));

CREATE INDEX "notification_delivery_organization_id_created_at_id_idx" ON "notification_delivery"("organization_id", "created_at", "id");
CREATE INDEX "notification_delivery_organization_id_digest_id_idx" ON "notification_delivery"("organization_id", "digest_id");
CREATE INDEX notification_delivery_for_digest ON notification_delivery (organization_id, member_id) WHERE state = 'digest' AND digest_id IS NULL;
CREATE INDEX inbox_item_unread ON inbox_item (organization_id, member_id) WHERE read_at IS NULL;
-- The outbox asks for what waits; the index of all states is as long as the history.
DROP INDEX "notification_delivery_state_next_at_idx";

CREATE TRIGGER live_insert AFTER INSERT ON "inbox_item" REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION announce_change('inbox');
CREATE TRIGGER live_update AFTER UPDATE ON "inbox_item" REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION announce_change('inbox');
CREATE TRIGGER live_insert AFTER INSERT ON "notification_channel" REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION announce_change('notifications');
CREATE TRIGGER live_update AFTER UPDATE ON "notification_channel" REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION announce_change('notifications');
CREATE TRIGGER live_insert AFTER INSERT ON "notification_delivery" REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION announce_change('notifications');
CREATE TRIGGER live_update AFTER UPDATE ON "notification_delivery" REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION announce_change('notifications');
CREATE TRIGGER live_insert AFTER INSERT ON "notification_preference" REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION announce_change('notifications');
CREATE TRIGGER live_update AFTER UPDATE ON "notification_preference" REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION announce_change('notifications');
