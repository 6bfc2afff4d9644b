import { randomUUID } from "node:crypto";
import { type APIRequestContext, type APIResponse, type BrowserContext, expect, type Page } from "@playwright/test";
import type { Me } from "@/lib/auth/schema";
import type { JobInput } from "@/lib/jobs/schema";
import type { KpiAnswer } from "@/lib/kpi/schema";
import type { Locale } from "./words";

export const ORIGIN = new URL(process.env.E2E_URL ?? "http://localhost:3000").origin;

/** Long enough for a password, and the same for everybody here. */
export const PASSWORD = "four small pixels in a row";

export type Person = { name: string; email: string; password: string };

export function aPerson(name = "Mara Kühn"): Person {
  return { name, email: `${randomUUID()}@example.test`, password: PASSWORD };
}

type Method = "GET" | "POST" | "PATCH" | "PUT" | "DELETE";

/** The API as the signed-in person of a browser sees it; every answer must be a good one. */
export type Api = {
  get: <T = unknown>(path: string) => Promise<T>;
  send: <T = unknown>(method: Method, path: string, body?: unknown) => Promise<T>;
};

type Sent = { method?: Method; data?: unknown; multipart?: Record<string, string | File> };
type File = { name: string; mimeType: string; buffer: Buffer };

/** Any answer. A connection that the server closes for want of use just now is opened again. */
export function ask(request: APIRequestContext, path: string, sent: Sent = {}): Promise<APIResponse> {
  return request.fetch(`${ORIGIN}${path}`, { headers: { origin: ORIGIN }, maxRetries: 2, ...sent });
}

export function apiOf(request: APIRequestContext): Api {
  async function send<T>(method: Method, path: string, body?: unknown): Promise<T> {
    const response = await ask(request, path, { method, ...(body === undefined ? {} : { data: body }) });
    expect(response.ok(), `${method} ${path}: ${response.status()} ${await response.text()}`).toBe(true);
    return response.status() === 204 ? (undefined as T) : response.json();
  }
  return { send, get: (path) => send("GET", path) };
}

export type Studio = { organization: string; admin: Person; me: Me; api: Api };

/** A new organization (EUR, Europe/Berlin); its admin is signed in to this browser, in the organization's language. */
export async function aStudio(page: Page, { locale = "en" as Locale } = {}): Promise<Studio> {
  const admin = aPerson();
  const organization = `Studio Nord ${randomUUID().slice(0, 8)}`;
  const api = apiOf(page.request);
  await api.send("POST", "/api/auth/sign-up", {
    organization: { name: organization, currency: "EUR", timeZone: "Europe/Berlin", locale },
    owner: admin,
  });
  return { organization, admin, api, me: await api.get<Me>("/api/v1/me") };
}

type Rights = { role: Me["role"]; costCenters?: string[] };

/** Somebody who accepted the studio's invitation, signed in to a browser of their own. */
export async function aMember(studio: Studio, context: BrowserContext, rights: Rights): Promise<Person> {
  const person = aPerson("Jo Sander");
  const invitation = { email: person.email, role: rights.role, costCenters: rights.costCenters ?? null };
  const { url } = await studio.api.send<{ url: string }>("POST", "/api/v1/invitations", invitation);
  const token = new URL(url).pathname.split("/").at(-1);
  const { name, password } = person;
  const locale = studio.me.organization.locale;
  await apiOf(context.request).send("POST", "/api/auth/accept-invitation", { token, name, password, locale });
  return person;
}

/** A generation of four drafts on own GPUs for 1.50 €, reported; `over` says what matters. */
export function aJob(over: Partial<JobInput> = {}): JobInput {
  return {
    occurredAt: new Date().toISOString(),
    provider: "own-gpu",
    kind: "generation",
    stage: "draft",
    imagesRequested: 4,
    cost: { amount: "1.5", unit: "EUR" },
    ...over,
  };
}

/** Books them in one request; all of them must be good. Ids in the same order. */
export async function logJobs({ send }: Api, jobs: JobInput[]): Promise<string[]> {
  const answer = await send<{ rejected: unknown[]; jobs: { index: number; id: string }[] }>(
    "POST",
    "/api/v1/jobs/batch",
    { jobs },
  );
  expect(answer.rejected).toEqual([]);
  return answer.jobs.toSorted((a, b) => a.index - b.index).map(({ id }) => id);
}

/** Figures to compare: everything that the API says, without the moment it was asked. */
export async function kpis(api: Api, query: string): Promise<Omit<KpiAnswer, "asOf">> {
  const { asOf: _asOf, ...figures } = await api.get<KpiAnswer>(`/api/v1/kpis?${query}`);
  return figures;
}
