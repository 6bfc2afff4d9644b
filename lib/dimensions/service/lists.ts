import "server-only";
import type { Actor } from "@/lib/core/actor";
import { AppError } from "@/lib/core/errors";
import type { RowFields } from "../schema";
import { mergedList } from "./merged-list";

const anyCostCenter = mergedList("cost-centers");

export const costCenters = {
  ...anyCostCenter,
  create: async (actor: Actor, fields: RowFields) => {
    // They could not even see what they had made.
    if (actor.costCenterIds !== "all")
      throw new AppError("forbidden", "You are limited to some cost centres, so you cannot add one");
    return anyCostCenter.create(actor, fields);
  },
};

export const markets = mergedList("markets");
export const channels = mergedList("channels");
export const assetTypes = mergedList("asset-types");
