-- Open pages follow alerts. An evaluation writes every instance that it looked at; only what people see is a change.
CREATE FUNCTION announce_alert_state() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify('pixelledger_changes', json_build_object('organizationId', organization_id, 'topic', 'alerts')::text)
  FROM (
    SELECT DISTINCT n.organization_id FROM changed n JOIN was o ON o.organization_id = n.organization_id AND o.id = n.id
    WHERE (o.state, o.severity, o.open, o.incident, o.sample) IS DISTINCT FROM (n.state, n.severity, n.open, n.incident, n.sample)
      AND (o.open OR n.open OR o.state <> n.state)) one;
  RETURN NULL;
END $$;

CREATE TRIGGER live_insert AFTER INSERT ON "alert_instance" REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION announce_change('alerts');
CREATE TRIGGER live_update AFTER UPDATE ON "alert_instance" REFERENCING OLD TABLE AS was NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION announce_alert_state();
CREATE TRIGGER live_insert AFTER INSERT ON "alert_event" REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION announce_change('alerts');
CREATE TRIGGER live_insert AFTER INSERT ON "alert_acknowledgement" REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION announce_change('alerts');
CREATE TRIGGER live_insert AFTER INSERT ON "alert_silence" REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION announce_change('alerts');
CREATE TRIGGER live_update AFTER UPDATE ON "alert_silence" REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION announce_change('alerts');
CREATE TRIGGER live_insert AFTER INSERT ON "alert_rule" REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION announce_change('alerts');
CREATE TRIGGER live_update AFTER UPDATE ON "alert_rule" REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION announce_change('alerts');
