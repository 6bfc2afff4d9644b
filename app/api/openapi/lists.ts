import * as assetTypesByIdArchive from "@/app/api/v1/asset-types/[id]/archive/route";
import * as assetTypesByIdMerge from "@/app/api/v1/asset-types/[id]/merge/route";
import * as assetTypesByIdRestore from "@/app/api/v1/asset-types/[id]/restore/route";
import * as assetTypesById from "@/app/api/v1/asset-types/[id]/route";
import * as assetTypesByIdUnmerge from "@/app/api/v1/asset-types/[id]/unmerge/route";
import * as assetTypes from "@/app/api/v1/asset-types/route";
import * as campaignsByIdArchive from "@/app/api/v1/campaigns/[id]/archive/route";
import * as campaignsByIdCostCenter from "@/app/api/v1/campaigns/[id]/cost-center/route";
import * as campaignsByIdMerge from "@/app/api/v1/campaigns/[id]/merge/route";
import * as campaignsByIdRestore from "@/app/api/v1/campaigns/[id]/restore/route";
import * as campaignsById from "@/app/api/v1/campaigns/[id]/route";
import * as campaignsByIdUnmerge from "@/app/api/v1/campaigns/[id]/unmerge/route";
import * as campaigns from "@/app/api/v1/campaigns/route";
import * as channelsByIdArchive from "@/app/api/v1/channels/[id]/archive/route";
import * as channelsByIdMerge from "@/app/api/v1/channels/[id]/merge/route";
import * as channelsByIdRestore from "@/app/api/v1/channels/[id]/restore/route";
import * as channelsById from "@/app/api/v1/channels/[id]/route";
import * as channelsByIdUnmerge from "@/app/api/v1/channels/[id]/unmerge/route";
import * as channels from "@/app/api/v1/channels/route";
import * as costCentersByIdArchive from "@/app/api/v1/cost-centers/[id]/archive/route";
import * as costCentersByIdMerge from "@/app/api/v1/cost-centers/[id]/merge/route";
import * as costCentersByIdRestore from "@/app/api/v1/cost-centers/[id]/restore/route";
import * as costCentersById from "@/app/api/v1/cost-centers/[id]/route";
import * as costCentersByIdUnmerge from "@/app/api/v1/cost-centers/[id]/unmerge/route";
import * as costCenters from "@/app/api/v1/cost-centers/route";
import * as marketsByIdArchive from "@/app/api/v1/markets/[id]/archive/route";
import * as marketsByIdMerge from "@/app/api/v1/markets/[id]/merge/route";
import * as marketsByIdRestore from "@/app/api/v1/markets/[id]/restore/route";
import * as marketsById from "@/app/api/v1/markets/[id]/route";
import * as marketsByIdUnmerge from "@/app/api/v1/markets/[id]/unmerge/route";
import * as markets from "@/app/api/v1/markets/route";
import * as motifsByIdArchive from "@/app/api/v1/motifs/[id]/archive/route";
import * as motifsByIdDrop from "@/app/api/v1/motifs/[id]/drop/route";
import * as motifsByIdRestore from "@/app/api/v1/motifs/[id]/restore/route";
import * as motifsById from "@/app/api/v1/motifs/[id]/route";
import * as motifsByIdUndrop from "@/app/api/v1/motifs/[id]/undrop/route";
import * as motifs from "@/app/api/v1/motifs/route";
import * as providersByIdArchive from "@/app/api/v1/providers/[id]/archive/route";
import * as providersByIdRestore from "@/app/api/v1/providers/[id]/restore/route";
import * as providersById from "@/app/api/v1/providers/[id]/route";
import * as providers from "@/app/api/v1/providers/route";
import * as walletsByIdArchive from "@/app/api/v1/wallets/[id]/archive/route";
import * as walletsByIdRestore from "@/app/api/v1/wallets/[id]/restore/route";
import * as walletsById from "@/app/api/v1/wallets/[id]/route";
import * as wallets from "@/app/api/v1/wallets/route";
import { operation, type Paths } from "./operation";

/** Managed lists. */
export const LIST_PATHS: Paths = {
  "/cost-centers": {
    GET: operation("List cost centres", costCenters.GET),
    POST: operation("Add a cost centre", costCenters.POST),
  },
  "/cost-centers/{id}": {
    GET: operation("Read a cost centre", costCentersById.GET),
    PATCH: operation("Change a cost centre", costCentersById.PATCH),
  },
  "/cost-centers/{id}/archive": {
    POST: operation("Archive a cost centre", costCentersByIdArchive.POST),
  },
  "/cost-centers/{id}/restore": {
    POST: operation("Take a cost centre out of the archive", costCentersByIdRestore.POST),
  },
  "/cost-centers/{id}/merge": {
    POST: operation("Merge a cost centre into another one, or preview it", costCentersByIdMerge.POST),
  },
  "/cost-centers/{id}/unmerge": {
    POST: operation("Undo the merge of a cost centre", costCentersByIdUnmerge.POST),
  },
  "/campaigns": {
    GET: operation("List campaigns", campaigns.GET),
    POST: operation("Add a campaign", campaigns.POST),
  },
  "/campaigns/{id}": {
    GET: operation("Read a campaign", campaignsById.GET),
    PATCH: operation("Change a campaign", campaignsById.PATCH),
  },
  "/campaigns/{id}/archive": {
    POST: operation("Archive a campaign", campaignsByIdArchive.POST),
  },
  "/campaigns/{id}/restore": {
    POST: operation("Take a campaign out of the archive", campaignsByIdRestore.POST),
  },
  "/campaigns/{id}/merge": {
    POST: operation("Merge a campaign into another one, or preview it", campaignsByIdMerge.POST),
  },
  "/campaigns/{id}/unmerge": {
    POST: operation("Undo the merge of a campaign", campaignsByIdUnmerge.POST),
  },
  "/markets": {
    GET: operation("List markets", markets.GET),
    POST: operation("Add a market", markets.POST),
  },
  "/markets/{id}": {
    GET: operation("Read a market", marketsById.GET),
    PATCH: operation("Change a market", marketsById.PATCH),
  },
  "/markets/{id}/archive": {
    POST: operation("Archive a market", marketsByIdArchive.POST),
  },
  "/markets/{id}/restore": {
    POST: operation("Take a market out of the archive", marketsByIdRestore.POST),
  },
  "/markets/{id}/merge": {
    POST: operation("Merge a market into another one, or preview it", marketsByIdMerge.POST),
  },
  "/markets/{id}/unmerge": {
    POST: operation("Undo the merge of a market", marketsByIdUnmerge.POST),
  },
  "/channels": {
    GET: operation("List channels", channels.GET),
    POST: operation("Add a channel", channels.POST),
  },
  "/channels/{id}": {
    GET: operation("Read a channel", channelsById.GET),
    PATCH: operation("Change a channel", channelsById.PATCH),
  },
  "/channels/{id}/archive": {
    POST: operation("Archive a channel", channelsByIdArchive.POST),
  },
  "/channels/{id}/restore": {
    POST: operation("Take a channel out of the archive", channelsByIdRestore.POST),
  },
  "/channels/{id}/merge": {
    POST: operation("Merge a channel into another one, or preview it", channelsByIdMerge.POST),
  },
  "/channels/{id}/unmerge": {
    POST: operation("Undo the merge of a channel", channelsByIdUnmerge.POST),
  },
  "/asset-types": {
    GET: operation("List asset types", assetTypes.GET),
    POST: operation("Add an asset type", assetTypes.POST),
  },
  "/asset-types/{id}": {
    GET: operation("Read an asset type", assetTypesById.GET),
    PATCH: operation("Change an asset type", assetTypesById.PATCH),
  },
  "/asset-types/{id}/archive": {
    POST: operation("Archive an asset type", assetTypesByIdArchive.POST),
  },
  "/asset-types/{id}/restore": {
    POST: operation("Take an asset type out of the archive", assetTypesByIdRestore.POST),
  },
  "/asset-types/{id}/merge": {
    POST: operation("Merge an asset type into another one, or preview it", assetTypesByIdMerge.POST),
  },
  "/asset-types/{id}/unmerge": {
    POST: operation("Undo the merge of an asset type", assetTypesByIdUnmerge.POST),
  },
  "/motifs": {
    GET: operation("List motifs", motifs.GET),
    POST: operation("Add a motif", motifs.POST),
  },
  "/motifs/{id}": {
    GET: operation("Read a motif", motifsById.GET),
    PATCH: operation("Change a motif", motifsById.PATCH),
  },
  "/motifs/{id}/archive": {
    POST: operation("Archive a motif", motifsByIdArchive.POST),
  },
  "/motifs/{id}/restore": {
    POST: operation("Take a motif out of the archive", motifsByIdRestore.POST),
  },
  "/providers": {
    GET: operation("List providers", providers.GET),
    POST: operation("Add a provider", providers.POST),
  },
  "/providers/{id}": {
    GET: operation("Read a provider", providersById.GET),
    PATCH: operation("Change a provider", providersById.PATCH),
  },
  "/providers/{id}/archive": {
    POST: operation("Archive a provider", providersByIdArchive.POST),
  },
  "/providers/{id}/restore": {
    POST: operation("Take a provider out of the archive", providersByIdRestore.POST),
  },
  "/wallets": {
    GET: operation("List wallets", wallets.GET),
    POST: operation("Add a wallet", wallets.POST),
  },
  "/wallets/{id}": {
    GET: operation("Read a wallet", walletsById.GET),
    PATCH: operation("Change a wallet", walletsById.PATCH),
  },
  "/wallets/{id}/archive": {
    POST: operation("Archive a wallet", walletsByIdArchive.POST),
  },
  "/wallets/{id}/restore": {
    POST: operation("Take a wallet out of the archive", walletsByIdRestore.POST),
  },
  "/campaigns/{id}/cost-center": {
    POST: operation("Book a campaign on another cost centre from a day on", campaignsByIdCostCenter.POST),
  },
  "/motifs/{id}/drop": {
    POST: operation("Give up a motif", motifsByIdDrop.POST),
  },
  "/motifs/{id}/undrop": {
    POST: operation("Take up a motif again", motifsByIdUndrop.POST),
  },
};
