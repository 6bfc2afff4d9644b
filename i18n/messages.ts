import deAccount from "@/messages/de/account.json";
import deCommon from "@/messages/de/common.json";
import deCredits from "@/messages/de/credits.json";
import deErrors from "@/messages/de/errors.json";
import deImports from "@/messages/de/imports.json";
import deJobs from "@/messages/de/jobs.json";
import deKpi from "@/messages/de/kpi.json";
import deLists from "@/messages/de/lists.json";
import deOverview from "@/messages/de/overview.json";
import dePrices from "@/messages/de/prices.json";
import deSettings from "@/messages/de/settings.json";
import deShell from "@/messages/de/shell.json";
import enAccount from "@/messages/en/account.json";
import enCommon from "@/messages/en/common.json";
import enCredits from "@/messages/en/credits.json";
import enErrors from "@/messages/en/errors.json";
import enImports from "@/messages/en/imports.json";
import enJobs from "@/messages/en/jobs.json";
import enKpi from "@/messages/en/kpi.json";
import enLists from "@/messages/en/lists.json";
import enOverview from "@/messages/en/overview.json";
import enPrices from "@/messages/en/prices.json";
import enSettings from "@/messages/en/settings.json";
import enShell from "@/messages/en/shell.json";

const en = {
  account: enAccount,
  common: enCommon,
  credits: enCredits,
  errors: enErrors,
  imports: enImports,
  jobs: enJobs,
  kpi: enKpi,
  lists: enLists,
  overview: enOverview,
  prices: enPrices,
  settings: enSettings,
  shell: enShell,
};

/** Keys are checked against English by the compiler; a unit test compares the two languages key by key. */
export type Messages = typeof en;

export const MESSAGES = {
  en,
  de: {
    account: deAccount,
    common: deCommon,
    credits: deCredits,
    errors: deErrors,
    imports: deImports,
    jobs: deJobs,
    kpi: deKpi,
    lists: deLists,
    overview: deOverview,
    prices: dePrices,
    settings: deSettings,
    shell: deShell,
  },
};
