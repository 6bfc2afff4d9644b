import { expect, type Locator, type Page } from "@playwright/test";
import type { TileKey } from "@/lib/kpi/chart";
import type { Words } from "./words";

/** One figure of the overview. */
export function tile(page: Page, t: Words, key: TileKey): Locator {
  return page.getByRole("article", { name: t(`kpi.figure.${key}`), exact: true });
}

/** The amount that a place shows, to its last digit; what the eye sees is rounded. */
export const exact = (place: Locator): Locator => place.locator("data");

export async function expectFigures(
  page: Page,
  t: Words,
  wanted: Partial<Record<TileKey, { exact: string; shown: string }>>,
): Promise<void> {
  for (const [key, figure] of Object.entries(wanted)) {
    const amount = exact(tile(page, t, key as TileKey));
    await expect(amount).toHaveAttribute("value", figure.exact);
    await expect(amount).toHaveText(figure.shown);
  }
}

/** Through the navigation of a wide screen, as a person goes. */
export async function goTo(page: Page, t: Words, entry: "overview" | "jobs" | "imports"): Promise<void> {
  const navigation = page.getByRole("navigation", { name: t("shell.mainNavigation") });
  await navigation.getByRole("link", { name: t(`shell.nav.${entry}`), exact: true }).click();
}
