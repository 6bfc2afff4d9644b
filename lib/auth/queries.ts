import { infiniteQueryOptions } from "@tanstack/react-query";
import { z } from "zod";
import { fetchJson, sendJson } from "@/lib/http/fetch-json";
import { withQuery } from "@/lib/http/with-query";
import { type MeChange, me } from "./schema";
import {
  type AcceptInput,
  type ApiKeyInput,
  accepted,
  apiKeyPage,
  createdApiKey,
  createdInvitation,
  done,
  type InvitationInput,
  invitationPage,
  type MemberChange,
  member,
  memberPage,
  passwordLink,
} from "./schema/people";

export const peopleKey = ["people"] as const;

type Page = { nextCursor: string | null };

/** A list of people: pages in order, "load more" at the end. */
function listOptions<T extends z.ZodType<Page>>(name: string, page: T) {
  return infiniteQueryOptions({
    queryKey: [...peopleKey, name],
    queryFn: ({ pageParam, signal }) =>
      fetchJson(page, withQuery(`/api/v1/${name}`, { limit: 100, cursor: pageParam }), { signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.nextCursor,
  });
}

export const membersQuery = () => listOptions("members", memberPage);
export const invitationsQuery = () => listOptions("invitations", invitationPage);
export const apiKeysQuery = () => listOptions("api-keys", apiKeyPage);

export function changeMe(body: MeChange) {
  return sendJson(me, "PATCH", "/api/v1/me", { body });
}

export function changeMember({ id, ...body }: MemberChange) {
  return sendJson(member, "PATCH", `/api/v1/members/${id}`, { body });
}

export function makePasswordLink(id: string) {
  return sendJson(passwordLink, "POST", `/api/v1/members/${id}/password-link`);
}

export function invite(body: InvitationInput) {
  return sendJson(createdInvitation, "POST", "/api/v1/invitations", { body });
}

export function revokeInvitation(id: string) {
  return sendJson(z.null(), "DELETE", `/api/v1/invitations/${id}`);
}

export function createApiKey(body: ApiKeyInput) {
  return sendJson(createdApiKey, "POST", "/api/v1/api-keys", { body });
}

export function revokeApiKey(id: string) {
  return sendJson(z.null(), "DELETE", `/api/v1/api-keys/${id}`);
}

// ── Sessions and passwords ──

export function signIn(body: { email: string; password: string }) {
  return sendJson(done, "POST", "/api/auth/sign-in/email", { body });
}

export function signOut() {
  return sendJson(done, "POST", "/api/auth/sign-out");
}

export function requestPasswordReset(email: string) {
  return sendJson(done, "POST", "/api/auth/request-password-reset", { body: { email } });
}

export function resetPassword(body: { token: string; newPassword: string }) {
  return sendJson(done, "POST", "/api/auth/reset-password", { body });
}

export function changePassword(body: { currentPassword: string; newPassword: string }) {
  return sendJson(done, "POST", "/api/auth/change-password", { body });
}

export function acceptInvitation(body: AcceptInput) {
  return sendJson(accepted, "POST", "/api/auth/accept-invitation", { body });
}

export function switchOrganization(organizationId: string) {
  return sendJson(accepted, "POST", "/api/v1/sessions/organization", { body: { organizationId } });
}
