import deAccount from "@/messages/de/account.json";
import deAlerts from "@/messages/de/alerts.json";
import deBalances from "@/messages/de/balances.json";
import deBudgets from "@/messages/de/budgets.json";
import deCharts from "@/messages/de/charts.json";
import deCommon from "@/messages/de/common.json";
import deCredits from "@/messages/de/credits.json";
import deErrors from "@/messages/de/errors.json";
import deExplore from "@/messages/de/explore.json";
import deImports from "@/messages/de/imports.json";
import deJobs from "@/messages/de/jobs.json";
import deKpi from "@/messages/de/kpi.json";
import deLists from "@/messages/de/lists.json";
import deNotifications from "@/messages/de/notifications.json";
import deOverview from "@/messages/de/overview.json";
import dePalette from "@/messages/de/palette.json";
import dePeriods from "@/messages/de/periods.json";
import dePictures from "@/messages/de/pictures.json";
import dePrices from "@/messages/de/prices.json";
import deProblems from "@/messages/de/problems.json";
import deReview from "@/messages/de/review.json";
import deScopes from "@/messages/de/scopes.json";
import deSettings from "@/messages/de/settings.json";
import deShell from "@/messages/de/shell.json";
import deTargets from "@/messages/de/targets.json";
import deViews from "@/messages/de/views.json";
import deWaste from "@/messages/de/waste.json";
import enAccount from "@/messages/en/account.json";
import enAlerts from "@/messages/en/alerts.json";
import enBalances from "@/messages/en/balances.json";
import enBudgets from "@/messages/en/budgets.json";
import enCharts from "@/messages/en/charts.json";
import enCommon from "@/messages/en/common.json";
import enCredits from "@/messages/en/credits.json";
import enErrors from "@/messages/en/errors.json";
import enExplore from "@/messages/en/explore.json";
import enImports from "@/messages/en/imports.json";
import enJobs from "@/messages/en/jobs.json";
import enKpi from "@/messages/en/kpi.json";
import enLists from "@/messages/en/lists.json";
import enNotifications from "@/messages/en/notifications.json";
import enOverview from "@/messages/en/overview.json";
import enPalette from "@/messages/en/palette.json";
import enPeriods from "@/messages/en/periods.json";
import enPictures from "@/messages/en/pictures.json";
import enPrices from "@/messages/en/prices.json";
import enProblems from "@/messages/en/problems.json";
import enReview from "@/messages/en/review.json";
import enScopes from "@/messages/en/scopes.json";
import enSettings from "@/messages/en/settings.json";
import enShell from "@/messages/en/shell.json";
import enTargets from "@/messages/en/targets.json";
import enViews from "@/messages/en/views.json";
import enWaste from "@/messages/en/waste.json";

const en = {
  account: enAccount,
  alerts: enAlerts,
  balances: enBalances,
  budgets: enBudgets,
  charts: enCharts,
  common: enCommon,
  credits: enCredits,
  errors: enErrors,
  explore: enExplore,
  imports: enImports,
  jobs: enJobs,
  kpi: enKpi,
  lists: enLists,
  notifications: enNotifications,
  overview: enOverview,
  palette: enPalette,
  periods: enPeriods,
  pictures: enPictures,
  prices: enPrices,
  problems: enProblems,
  review: enReview,
  scopes: enScopes,
  settings: enSettings,
  shell: enShell,
  targets: enTargets,
  views: enViews,
  waste: enWaste,
};

/** Keys are checked against English by the compiler; a unit test compares the two languages key by key. */
export type Messages = typeof en;

export const MESSAGES = {
  en,
  de: {
    account: deAccount,
    alerts: deAlerts,
    balances: deBalances,
    budgets: deBudgets,
    charts: deCharts,
    common: deCommon,
    credits: deCredits,
    errors: deErrors,
    explore: deExplore,
    imports: deImports,
    jobs: deJobs,
    kpi: deKpi,
    lists: deLists,
    notifications: deNotifications,
    overview: deOverview,
    palette: dePalette,
    periods: dePeriods,
    pictures: dePictures,
    prices: dePrices,
    problems: deProblems,
    review: deReview,
    scopes: deScopes,
    settings: deSettings,
    shell: deShell,
    targets: deTargets,
    views: deViews,
    waste: deWaste,
  },
};
