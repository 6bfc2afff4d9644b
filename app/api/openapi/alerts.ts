import * as rulesPause from "@/app/api/v1/alert-rules/[id]/pause/route";
import * as rulesById from "@/app/api/v1/alert-rules/[id]/route";
import * as rulesVersions from "@/app/api/v1/alert-rules/[id]/versions/route";
import * as rulesPreview from "@/app/api/v1/alert-rules/preview/route";
import * as rules from "@/app/api/v1/alert-rules/route";
import * as alertsAcknowledge from "@/app/api/v1/alerts/[id]/acknowledge/route";
import * as alertsById from "@/app/api/v1/alerts/[id]/route";
import * as alertsHistory from "@/app/api/v1/alerts/history/route";
import * as alertsIntervals from "@/app/api/v1/alerts/intervals/route";
import * as alerts from "@/app/api/v1/alerts/route";
import * as calibration from "@/app/api/v1/calibration/route";
import * as deliveriesResend from "@/app/api/v1/deliveries/[id]/resend/route";
import * as deliveries from "@/app/api/v1/deliveries/route";
import * as inboxRead from "@/app/api/v1/inbox/read/route";
import * as inbox from "@/app/api/v1/inbox/route";
import * as inboxSettings from "@/app/api/v1/inbox/settings/route";
import * as channelsById from "@/app/api/v1/notification-channels/[id]/route";
import * as channelsSecret from "@/app/api/v1/notification-channels/[id]/secret/route";
import * as channelsTest from "@/app/api/v1/notification-channels/[id]/test/route";
import * as channels from "@/app/api/v1/notification-channels/route";
import * as readers from "@/app/api/v1/notification-readers/route";
import * as silencesById from "@/app/api/v1/silences/[id]/route";
import * as silences from "@/app/api/v1/silences/route";
import { operation, type Paths } from "./operation";

/** Alert rules, what fires, and how people hear of it. */
export const ALERT_PATHS: Paths = {
  "/alert-rules": {
    GET: operation("List alert rules", rules.GET),
    POST: operation("Write an alert rule", rules.POST),
  },
  "/alert-rules/preview": {
    POST: operation("What a rule would have said over the last 90 days", rulesPreview.POST),
  },
  "/alert-rules/{id}": {
    PATCH: operation("Save a new version of a rule", rulesById.PATCH),
    DELETE: operation("Remove a rule; what fires is closed, history stays", rulesById.DELETE),
  },
  "/alert-rules/{id}/versions": { GET: operation("Every version of a rule with what it changed", rulesVersions.GET) },
  "/alert-rules/{id}/pause": { POST: operation("Pause a rule, or let it go on", rulesPause.POST) },
  "/calibration": {
    GET: operation("Targets and thresholds that a pilot campaign's figures suggest", calibration.GET),
    POST: operation("Set targets and write rules from a pilot, all of them or none", calibration.POST),
  },
  "/alerts": { GET: operation("What fires now, money at stake first; or every watched scope", alerts.GET) },
  "/alerts/history": { GET: operation("Events of alerts, newest first", alertsHistory.GET) },
  "/alerts/intervals": { GET: operation("When alerts fired in a range of days", alertsIntervals.GET) },
  "/alerts/{id}": { GET: operation("One alert with its events and their deliveries", alertsById.GET) },
  "/alerts/{id}/acknowledge": { POST: operation("Say that you take care of it", alertsAcknowledge.POST) },
  "/silences": {
    GET: operation("List silences", silences.GET),
    POST: operation("Tell nobody for a while, at most 30 days", silences.POST),
  },
  "/silences/{id}": { DELETE: operation("End a silence now", silencesById.DELETE) },
  "/notification-channels": {
    GET: operation("List channels", channels.GET),
    POST: operation("Add a channel; a webhook's signing secret is shown once", channels.POST),
  },
  "/notification-channels/{id}": {
    PATCH: operation("Change a channel's name, address or language", channelsById.PATCH),
    DELETE: operation("Remove a channel", channelsById.DELETE),
  },
  "/notification-channels/{id}/secret": {
    POST: operation("Renew a webhook's signing secret; the old one ends at once", channelsSecret.POST),
  },
  "/notification-channels/{id}/test": { POST: operation("Send a test message now", channelsTest.POST) },
  "/notification-readers": { GET: operation("Who is told, and how they want it", readers.GET) },
  "/deliveries": { GET: operation("Everything that was to be sent, newest first, with every attempt", deliveries.GET) },
  "/deliveries/{id}/resend": { POST: operation("Send a message again now", deliveriesResend.POST) },
  "/inbox": { GET: operation("Your messages, newest first", inbox.GET) },
  "/inbox/read": { POST: operation("Mark one message, or all, as read", inboxRead.POST) },
  "/inbox/settings": {
    GET: operation("How you want to be told", inboxSettings.GET),
    POST: operation("Change how you are told: mail, quiet hours", inboxSettings.POST),
  },
};
