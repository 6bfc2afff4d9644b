import * as apiKeysById from "@/app/api/v1/api-keys/[id]/route";
import * as apiKeys from "@/app/api/v1/api-keys/route";
import * as auditLogChoices from "@/app/api/v1/audit-log/choices/route";
import * as auditLog from "@/app/api/v1/audit-log/route";
import * as invitationsById from "@/app/api/v1/invitations/[id]/route";
import * as invitations from "@/app/api/v1/invitations/route";
import * as me from "@/app/api/v1/me/route";
import * as membersByIdPasswordLink from "@/app/api/v1/members/[id]/password-link/route";
import * as membersById from "@/app/api/v1/members/[id]/route";
import * as members from "@/app/api/v1/members/route";
import * as organization from "@/app/api/v1/organization/route";
import * as organizationStaffRatesById from "@/app/api/v1/organization/staff-rates/[id]/route";
import * as organizationStaffRates from "@/app/api/v1/organization/staff-rates/route";
import { accepted, switchInput } from "@/lib/auth/schema/people";
import { type Operation, operation, type Paths } from "./operation";

const SWITCH: Operation = {
  summary: "Go on in another organization of the signed-in person",
  ...{ input: switchInput, output: accepted, status: 200, takes: "json", answers: "json" },
};

/** People, keys, settings, the audit log. */
export const PEOPLE_PATHS: Paths = {
  "/me": {
    GET: operation("Who is asking, and what they may do", me.GET),
    PATCH: operation("Change one's own name or language", me.PATCH),
  },
  "/organization": {
    GET: operation("Read the settings of the organization", organization.GET),
    PATCH: operation("Change the settings of the organization", organization.PATCH),
  },
  "/organization/staff-rates": {
    POST: operation("Add a staff rate per hour", organizationStaffRates.POST),
  },
  "/organization/staff-rates/{id}": {
    DELETE: operation("Remove a staff rate; booked jobs keep theirs", organizationStaffRatesById.DELETE),
  },
  "/members": {
    GET: operation("List members", members.GET),
  },
  "/members/{id}": {
    PATCH: operation("Change role, limit or access of a member", membersById.PATCH),
  },
  "/members/{id}/password-link": {
    POST: operation("Make a link with which a member chooses a new password", membersByIdPasswordLink.POST),
  },
  "/invitations": {
    GET: operation("List invitations", invitations.GET),
    POST: operation("Invite somebody", invitations.POST),
  },
  "/invitations/{id}": {
    DELETE: operation("Take an invitation back", invitationsById.DELETE),
  },
  "/api-keys": {
    GET: operation("List API keys", apiKeys.GET),
    POST: operation("Make an API key; the key is shown once", apiKeys.POST),
  },
  "/api-keys/{id}": {
    DELETE: operation("Revoke an API key", apiKeysById.DELETE),
  },
  "/audit-log": {
    GET: operation("Who changed what, and when", auditLog.GET),
  },
  "/audit-log/choices": {
    GET: operation("What the audit log can be filtered by", auditLogChoices.GET),
  },
  "/sessions/organization": {
    POST: SWITCH,
  },
};
