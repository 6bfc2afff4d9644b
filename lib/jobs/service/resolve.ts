import "server-only";
import { inScope } from "@/lib/auth/rules";
import type { Actor } from "@/lib/core/actor";
import { canonicalJson } from "@/lib/core/canonical";
import type { InputError } from "@/lib/core/errors";
import { nearMatches } from "@/lib/core/near";
import { costCenterOn, findByCode, type ListedCampaign } from "@/lib/dimensions/rules";
import { flagsOf } from "../rules/flags";
import { repeatableConfig, type Understood } from "../rules/understand";
import type { Source } from "../store/lookup";
import type { BookingContext } from "./context";

/** The places that a job is booked on, by id. `motifCode` is created on first use. */
export type Place = {
  providerId: string;
  walletId: string;
  campaignId: string;
  marketId: string;
  channelId: string;
  costCenterId: string;
  motifCode: string | null;
  flags: string[];
};

type Coded = { id: string; code: string; archived: boolean };
export const isResolved = <T>(found: T | InputError): found is T => !(found as InputError).message;

/** The row with this code, or what is wrong with it. */
export function find<T extends Coded>(path: string, wanted: string, list: readonly T[]): T | InputError {
  const found = findByCode(list, wanted);
  if (found) return found;
  const near = nearMatches(
    wanted,
    list.filter(({ archived }) => !archived).map(({ code }) => code),
  );
  const hint = near.length > 0 ? `; did you mean ${near.join(" or ")}?` : "";
  return { path, code: "UNKNOWN_CODE", message: `There is no ${path} "${wanted}"${hint}`, near };
}

/** A code of a list whose absence means: what the source picture has, else "unassigned". */
function orInherited<T extends Coded & { unassigned: boolean }>(
  path: string,
  wanted: string | undefined,
  list: readonly T[],
  inherited: string | undefined,
): T | InputError {
  if (wanted !== undefined) return find(path, wanted, list);
  const kept = list.find(({ id }) => id === inherited) ?? list.find(({ unassigned }) => unassigned);
  return kept ?? { path, code: "UNKNOWN_CODE", message: `There is no ${path} for unassigned jobs` };
}

function findWallet(context: BookingContext, job: Understood, providerId: string): Coded | InputError {
  const own = context.lists.wallets.filter((wallet) => wallet.providerId === providerId);
  if (job.wallet !== undefined) return find("wallet", job.wallet, own);
  const byDefault = own.find(({ isDefault }) => isDefault) ?? own[0];
  return (
    byDefault ?? { path: "wallet", code: "NO_WALLET", message: `${job.provider} has no wallet yet; add one first` }
  );
}

/** Codes → ids; what is wrong comes back as errors, all of them at once. @param day of the job in the zone */
export function resolvePlace(
  context: BookingContext,
  job: Understood,
  day: string,
  source: Source | undefined,
): Place | InputError[] {
  const { lists } = context;
  const provider = find("provider", job.provider, lists.providers);
  const wallet = isResolved(provider) ? findWallet(context, job, provider.id) : null;
  const campaign = orInherited("campaign", job.campaign, lists.campaigns, source?.campaignId);
  const market = orInherited("market", job.market, lists.markets, source?.marketId);
  const channel = orInherited("channel", job.channel, lists.channels, source?.channelId);
  const found = [provider, wallet, campaign, market, channel];
  const errors = found.filter((item): item is InputError => item !== null && !isResolved(item));
  if (job.sourceAsset !== undefined && !source)
    errors.push({ path: "sourceAsset", code: "UNKNOWN_ASSET", message: "There is no such picture" });
  if (errors.length > 0) return errors;
  const sure = { provider, wallet, campaign, market, channel } as {
    provider: Coded;
    wallet: Coded;
    campaign: ListedCampaign;
    market: Coded;
    channel: Coded;
  };
  const unassigned = lists.costCenters.find((row) => row.unassigned);
  const costCenterId = costCenterOn(sure.campaign, day) ?? unassigned?.id ?? "";
  const inheritsMotif = job.motif === undefined && job.campaign === undefined;
  return {
    providerId: sure.provider.id,
    walletId: sure.wallet.id,
    campaignId: sure.campaign.id,
    marketId: sure.market.id,
    channelId: sure.channel.id,
    costCenterId,
    motifCode: job.motif ?? (inheritsMotif ? (source?.motifCode ?? null) : null),
    flags: flagsOf(sure.campaign, sure.market, sure.channel, day),
  };
}

/** May the actor book on the cost centre that the campaign belongs to? */
export function scopeError(actor: Actor, place: Place): InputError[] {
  if (inScope(actor, place.costCenterId)) return [];
  return [
    {
      path: "campaign",
      code: "OUT_OF_SCOPE",
      message: "This campaign belongs to a cost centre that you may not book on",
    },
  ];
}

/** HMAC with the organization's key, so that a hash says nothing about a prompt; null when a repeat would differ. */
export function configHashOf(
  context: BookingContext,
  job: Understood,
  providerId: string,
  sourceAssetId: string | null,
): Buffer | null {
  const config = repeatableConfig(job, providerId, sourceAssetId);
  return config && context.keyedHash(canonicalJson(config));
}
