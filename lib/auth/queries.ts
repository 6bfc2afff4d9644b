import { infiniteQueryOptions } from "@tanstack/react-query";
import type { z } from "zod";
import { answersOf, fetchJson, nothing, sendJson } from "@/lib/http/fetch-json";
import { withQuery } from "@/lib/http/with-query";
import type { MeChange } from "./schema";
import type { AcceptInput, ApiKeyInput, InvitationInput, MemberChange } from "./schema/people";

const answer = answersOf(() => import("./schema"));
const answerOfPeople = answersOf(() => import("./schema/people"));

export const peopleKey = ["people"] as const;

type Page = { nextCursor: string | null };

/** A list of people: pages in order, "load more" at the end. */
function listOptions<T extends z.ZodType<Page>>(name: string, page: () => Promise<T>) {
  return infiniteQueryOptions({
    queryKey: [...peopleKey, name],
    queryFn: ({ pageParam, signal }) =>
      fetchJson(page, withQuery(`/api/v1/${name}`, { limit: 100, cursor: pageParam }), { signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.nextCursor,
  });
}

export const membersQuery = () => listOptions("members", answerOfPeople("memberPage"));
export const invitationsQuery = () => listOptions("invitations", answerOfPeople("invitationPage"));
export const apiKeysQuery = () => listOptions("api-keys", answerOfPeople("apiKeyPage"));

export function changeMe(body: MeChange) {
  return sendJson(answer("me"), "PATCH", "/api/v1/me", { body });
}

export function changeMember({ id, ...body }: MemberChange) {
  return sendJson(answerOfPeople("member"), "PATCH", `/api/v1/members/${id}`, { body });
}

export function makePasswordLink(id: string) {
  return sendJson(answerOfPeople("passwordLink"), "POST", `/api/v1/members/${id}/password-link`);
}

export function invite(body: InvitationInput) {
  return sendJson(answerOfPeople("createdInvitation"), "POST", "/api/v1/invitations", { body });
}

export function revokeInvitation(id: string) {
  return sendJson(nothing, "DELETE", `/api/v1/invitations/${id}`);
}

export function createApiKey(body: ApiKeyInput) {
  return sendJson(answerOfPeople("createdApiKey"), "POST", "/api/v1/api-keys", { body });
}

export function revokeApiKey(id: string) {
  return sendJson(nothing, "DELETE", `/api/v1/api-keys/${id}`);
}

// ── Sessions and passwords ──

export function signIn(body: { email: string; password: string }) {
  return sendJson(answerOfPeople("done"), "POST", "/api/auth/sign-in/email", { body });
}

export function signOut() {
  return sendJson(answerOfPeople("done"), "POST", "/api/auth/sign-out");
}

export function requestPasswordReset(email: string) {
  return sendJson(answerOfPeople("done"), "POST", "/api/auth/request-password-reset", { body: { email } });
}

export function resetPassword(body: { token: string; newPassword: string }) {
  return sendJson(answerOfPeople("done"), "POST", "/api/auth/reset-password", { body });
}

export function changePassword(body: { currentPassword: string; newPassword: string }) {
  return sendJson(answerOfPeople("done"), "POST", "/api/auth/change-password", { body });
}

export function acceptInvitation(body: AcceptInput) {
  return sendJson(answerOfPeople("accepted"), "POST", "/api/auth/accept-invitation", { body });
}

export function switchOrganization(organizationId: string) {
  return sendJson(answerOfPeople("accepted"), "POST", "/api/v1/sessions/organization", { body: { organizationId } });
}
