import { join } from "@/lib/auth/service/members";
import { addPerson, prepared } from "@/lib/auth/service/people";
import type { Actor } from "@/lib/core/actor";
import { addDays } from "@/lib/core/period";
import type { Random } from "@/lib/demo/rules/random";
import type { Listed } from "@/lib/dimensions/rules";
import { bookingLists } from "@/lib/dimensions/service";
import { campaigns } from "@/lib/dimensions/service/campaigns";
import { channels, costCenters, markets } from "@/lib/dimensions/service/lists";
import { foundOrganization } from "@/lib/founding/service";
import { createPrice } from "@/lib/prices/service/prices";
import { db, transaction } from "@/lib/server/db";
import { addStaffRate } from "@/lib/settings/service";

// The organization that jobs are made for: what people enter is entered through the services.

export const TIME_ZONE = "Europe/Berlin";
export const STAFF_RATE_PER_HOUR = 48;
const CAMPAIGNS = 200;
const PEOPLE = 12;

const MORE_MARKETS = ["SE", "DK", "NO", "FI", "CZ", "HU", "PT", "BE", "IE", "JP"];
const MORE_CHANNELS = ["VIDEO", "RETAIL", "MARKETPLACE", "APP", "PRESS", "EVENT"];
const COST_CENTERS = ["BRAND", "PERFORMANCE", "RETAIL", "SOCIAL", "PRODUCT", "EVENTS", "CRM", "CORPORATE"];
const SEASONS = ["Spring", "Summer", "Autumn", "Winter"];
const THEMES = ["Running", "Outdoor", "Home", "Kids", "Beauty", "Travel", "Tech", "Food", "Denim", "Gifts"];

/** How a model is paid. `price` in euros per unit; null: money is reported. */
type Model = {
  provider: string;
  model: string;
  unit: "CREDITS" | "GPU_MINUTES" | "EUR";
  price: string | null;
  weight: number;
  source: "reported" | "webhook" | "estimated";
};
const MODELS: readonly Model[] = [
  { provider: "leonardo", model: "Phoenix 1.0", unit: "CREDITS", price: "0.0021", weight: 42, source: "webhook" },
  { provider: "leonardo", model: "Lightning XL", unit: "CREDITS", price: "0.0014", weight: 14, source: "webhook" },
  { provider: "openai", model: "gpt-image-1", unit: "EUR", price: null, weight: 20, source: "reported" },
  { provider: "own-gpu", model: "flux-dev", unit: "GPU_MINUTES", price: "0.031", weight: 15, source: "estimated" },
  { provider: "google", model: "imagen-4", unit: "EUR", price: null, weight: 9, source: "reported" },
];

export type PricedModel = Model & { providerId: string; walletId: string; priceId: string | null };
export type Flight = {
  id: string;
  costCenterId: string;
  /** Day of the two years on which it begins, and how many days it runs. */
  from: number;
  days: number;
  weight: number;
  /** Markets and channels that it works for, the main ones first. */
  markets: readonly string[];
  channels: readonly string[];
};
export type World = {
  organizationId: string;
  currency: string;
  models: readonly PricedModel[];
  campaigns: readonly Flight[];
  unassigned: { campaign: string; costCenter: string; market: string; channel: string };
  assetTypes: readonly string[];
  authors: readonly { kind: "member" | "system"; id: string | null }[];
};

type Asked = { slug: string; password: string; firstDay: string; days: number; random: Random };

const emailOf = (slug: string, at: number) => `person${at}@${slug}.example`;

/** @throws conflict when there is an organization with this slug */
export async function foundWorld(asked: Asked): Promise<{ world: World; signIn: string }> {
  const { slug, password, firstDay } = asked;
  const settings = { name: `Generated: ${slug}`, slug, currency: "EUR", timeZone: TIME_ZONE, locale: "en" } as const;
  const owner = { name: "Person 1", email: emailOf(slug, 1), password };
  const { actor } = await foundOrganization({ ...settings, owner });
  if (!actor) throw new Error("The organization has no admin");
  const prices = await addLists(actor, asked);
  await addStaffRate(actor, { firstDay, perHour: String(STAFF_RATE_PER_HOUR) });
  const authors = await addPeople(actor, slug, password);
  return { world: await readWorld(actor, { ...asked, authors, prices }), signIn: owner.email };
}

async function addPeople(admin: Actor, slug: string, password: string): Promise<World["authors"]> {
  const authors: World["authors"][number][] = [{ kind: "member", id: admin.id }];
  const ready = await prepared({ email: "", name: "", password, locale: null });
  for (let at = 2; at <= PEOPLE; at += 1)
    await transaction(async (tx) => {
      const person = await addPerson(tx, { ...ready, email: emailOf(slug, at), name: `Person ${at}` });
      const access = { userId: person.id, role: "creative_lead" as const, limited: false, costCenterIds: [] };
      const { id } = await join(tx, admin.organization.id, access);
      authors.push({ kind: "member", id });
    });
  return [...authors, { kind: "system", id: null }];
}

/** @returns ids of the prices by model */
function addLists(admin: Actor, { firstDay, days, random }: Asked): Promise<Map<string, string>> {
  return transaction(async () => {
    for (const code of MORE_MARKETS) await markets.create(admin, { code, name: `Market ${code}` });
    for (const code of MORE_CHANNELS) await channels.create(admin, { code, name: `Channel ${code}` });
    for (const code of COST_CENTERS) await costCenters.create(admin, { code, name: `Cost centre ${code}` });
    for (let at = 0; at < CAMPAIGNS; at += 1) {
      const name = `${random.pick(THEMES)} ${random.pick(SEASONS)} ${at + 1}`;
      const length = random.int(40, 160);
      const from = addDays(firstDay, random.int(-60, days - 30));
      await campaigns.create(admin, {
        ...{ code: `C${String(at + 1).padStart(3, "0")}`, name, costCenter: random.pick(COST_CENTERS), note: null },
        ...{ activeFrom: from, activeTo: addDays(from, length - 1) },
      });
    }
    const prices = new Map<string, string>();
    for (const { provider, model, unit, price } of MODELS) {
      if (!price || unit === "EUR") continue;
      const { id } = await createPrice(admin, { provider, model, unit, amount: price, currency: "EUR", firstDay });
      prices.set(model, id);
    }
    return prices;
  });
}

const DAY_MS = 86_400_000;
const between = (from: string, to: string) => Math.round((Date.parse(to) - Date.parse(from)) / DAY_MS);
const isFirst = <T>(value: T, at: number, all: readonly T[]) => all.indexOf(value) === at;

function mustFind<T>(rows: readonly T[], is: (row: T) => boolean): T {
  const found = rows.find(is);
  if (!found) throw new Error("A row that every organization has is missing");
  return found;
}

type Read = Asked & { authors: World["authors"]; prices: ReadonlyMap<string, string> };

async function readWorld(admin: Actor, { firstDay, random, authors, prices }: Read): Promise<World> {
  const { id: organizationId, currency } = admin.organization;
  const lists = await bookingLists(db(), organizationId);
  const unassigned = (list: readonly Listed[]) => mustFind(list, (row) => row.unassigned).id;
  const some = (list: readonly Listed[], most: number) => {
    const left = list.filter((row) => !row.unassigned).map(({ id }) => id);
    return Array.from({ length: random.int(1, most) }, () => random.pick(left)).filter(isFirst);
  };
  const flights = lists.campaigns.flatMap(({ id, activeFrom, activeTo, costCenters }, rank): Flight[] => {
    const costCenterId = costCenters[0]?.costCenterId;
    if (!activeFrom || !activeTo || !costCenterId) return [];
    const length = { from: between(firstDay, activeFrom), days: between(activeFrom, activeTo) + 1 };
    // A few campaigns make most of the pictures.
    const weight = 1 / (1 + ((rank * 37) % CAMPAIGNS)) ** 0.7;
    return [
      { id, costCenterId, ...length, weight, markets: some(lists.markets, 8), channels: some(lists.channels, 5) },
    ];
  });
  const models = MODELS.map((model) => {
    const { id: providerId } = mustFind(lists.providers, ({ code }) => code === model.provider);
    const { id: walletId } = mustFind(lists.wallets, (wallet) => wallet.providerId === providerId && wallet.isDefault);
    return { ...model, providerId, walletId, priceId: prices.get(model.model) ?? null };
  });
  return {
    ...{ organizationId, currency, models, campaigns: flights, authors },
    unassigned: {
      campaign: unassigned(lists.campaigns),
      costCenter: unassigned(lists.costCenters),
      market: unassigned(lists.markets),
      channel: unassigned(lists.channels),
    },
    assetTypes: lists.assetTypes.map(({ id }) => id),
  };
}
