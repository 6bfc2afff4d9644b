"use client";

import { useQuery } from "@tanstack/react-query";
import { listQuery } from "@/lib/dimensions/queries";
import { isOffered } from "@/lib/dimensions/rules";
import type { ListName } from "@/lib/dimensions/schema";
import type { CodeOption } from "./match-codes";

type Row = CodeOption & { archived: boolean; mergedInto: string | null; unassigned: boolean };

// "Unassigned" is the empty field; nobody has to choose it.
const offered = (rows: readonly Row[]) => rows.filter((row) => isOffered(row) && !row.unassigned);

/** What a field of a managed list offers; undefined until the list is there. */
export function useCodes(list: Exclude<ListName, "motifs" | "wallets">): CodeOption[] | undefined {
  return useQuery({ ...listQuery(list), select: offered }).data;
}

const isCode = (a: string, b: string) => a.toLowerCase() === b.trim().toLowerCase();

/** Motifs of the chosen campaign; a new one is created by naming it. */
export function useMotifs(campaign: string): CodeOption[] | undefined {
  const { data } = useQuery(listQuery("motifs"));
  return data && offered(data.filter((motif) => isCode(motif.campaign, campaign || "unassigned")));
}

export function useWallets(provider: string): CodeOption[] | undefined {
  const { data } = useQuery(listQuery("wallets"));
  return data && offered(data.filter((wallet) => isCode(wallet.provider, provider)));
}
