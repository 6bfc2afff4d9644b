import { expect, test } from "@playwright/test";
import { aJob, aStudio, logJobs } from "./people";
import { LOCALES } from "./words";

const WORDS = {
  en: {
    set: "Set budget",
    amount: "Amount per period",
    costCenter: "Cost centre",
    save: "Save",
    spent: "€1.50 of €2.00 spent",
    near: "Nearly used up",
    book: "Book credits",
    many: "How many",
    balance: "990 credits",
  },
  de: {
    set: "Budget festlegen",
    amount: "Betrag je Zeitraum",
    costCenter: "Kostenstelle",
    save: "Speichern",
    spent: "1,50 € von 2,00 € ausgegeben",
    near: "Fast verbraucht",
    book: "Credits buchen",
    many: "Wie viele",
    balance: "990 Credits",
  },
};

for (const locale of LOCALES)
  test(`a budget shows what a job spent of it, and a purchase what is left on a wallet (${locale})`, async ({
    page,
  }) => {
    const words = WORDS[locale];
    const { api } = await aStudio(page, { locale });
    await api.send("POST", "/api/v1/cost-centers", { code: "BRAND", name: "Brand" });
    await api.send("POST", "/api/v1/campaigns", { code: "SPRING26", name: "Spring", costCenter: "BRAND" });
    await logJobs(api, [
      aJob({ campaign: "SPRING26" }),
      aJob({ provider: "leonardo", cost: { amount: "10", unit: "CREDITS" } }),
    ]);

    await page.goto("/budgets");
    await page.getByRole("button", { name: words.set }).first().click();
    const form = page.getByRole("dialog", { name: words.set });
    await form.getByRole("combobox", { name: words.costCenter }).fill("BRAND");
    await page.getByRole("option", { name: /BRAND/ }).click();
    await form.getByRole("textbox", { name: words.amount }).fill("2");
    await form.getByRole("button", { name: words.save }).click();
    await expect(page.getByText(words.spent)).toBeVisible();

    await page.goto("/credits");
    const leonardo = page.getByText("Leonardo.Ai API").locator("..");
    await leonardo.getByRole("button", { name: words.book }).click();
    const booking = page.getByRole("dialog", { name: words.book });
    await booking.getByRole("textbox", { name: words.many }).fill("1000");
    await booking.getByRole("button", { name: words.save }).click();
    await expect(page.getByText(words.balance)).toBeVisible();
  });
