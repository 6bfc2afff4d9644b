/** Pages whose state is in their address, so that it can be kept under a name. */
export const VIEW_PAGES = ["overview", "explore", "jobs", "review", "waste"] as const;
export type ViewPage = (typeof VIEW_PAGES)[number];

/** Pages that a person may begin with; the overview is where everybody does who chose nothing. */
export const START_PAGES = [
  ...VIEW_PAGES,
  ...(["campaigns", "alerts", "budgets", "targets", "prices", "credits", "months"] as const),
] as const;
export type StartPageName = (typeof START_PAGES)[number];

/** What may have become of a part of a view. */
export const ISSUES = ["ARCHIVED", "UNKNOWN_CODE", "UNKNOWN_PARAMETER"] as const;
