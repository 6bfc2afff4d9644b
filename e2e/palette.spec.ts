import { expect, test } from "@playwright/test";
import { aStudio } from "./people";
import { LOCALES, wordsOf } from "./words";

for (const locale of LOCALES)
  test(`by keys alone: search a campaign, go to a page, see the keys, switch them off (${locale})`, async ({
    page,
  }) => {
    const t = wordsOf(locale);
    const { api } = await aStudio(page, { locale });
    await api.send("POST", "/api/v1/campaigns", { code: "SPRING26", name: "Spring collection" });
    await page.goto("/prices");
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible();

    await page.keyboard.press("Control+k");
    await page.getByRole("textbox", { name: t("palette.placeholder") }).fill("spring26");
    await expect(page.getByRole("button", { name: "Spring collection" })).toBeVisible();
    await page.keyboard.press("Escape");
    await expect(page.getByRole("button", { name: "Spring collection" })).toBeHidden();

    await page.keyboard.press("g");
    await page.keyboard.press("j");
    await expect(page).toHaveURL(/\/jobs$/);

    await page.keyboard.press("?");
    const sheet = page.getByRole("dialog", { name: t("palette.keys") });
    await sheet.getByRole("switch", { name: t("palette.singleKeys") }).click();
    await page.keyboard.press("Escape");
    await expect(sheet).toBeHidden();
    await page.keyboard.press("g");
    await page.keyboard.press("p");
    await page.keyboard.press("?");
    await expect(sheet).toBeHidden();
    await expect(page).toHaveURL(/\/jobs$/);
    await page.keyboard.press("Control+k");
    await expect(page.getByRole("textbox", { name: t("palette.placeholder") })).toBeVisible();
  });
