import { expect, type Page, test } from "@playwright/test";
import { type Api, aJob, aStudio, kpis, logJobs } from "./people";
import { expectFigures, goTo } from "./screens";
import { LOCALES, type Locale, type Words, wordsOf } from "./words";

const RANGE = "from=2026-02-01&to=2026-03-31";

/** As a German agency would export it: two identical rows are two jobs, the last row has no day. */
const LOOK_ALIKE = `Datum;Uhrzeit;Anbieter;Modell;Jobart;Stufe;Kampagne;Land;Bilder;Kosten in EUR;Freigegeben;Künstlerin
02.03.2026;09:15;own-gpu;Größenmodell;Generierung;Entwurf;FRÜHLING;Deutschland;4;0,333333;2;Zoë
02.03.2026;09:20;own-gpu;Größenmodell;Generierung;Entwurf;FRÜHLING;Deutschland;4;1,50;0;Zoë
02.03.2026;09:20;own-gpu;Größenmodell;Generierung;Entwurf;FRÜHLING;Deutschland;4;1,50;0;Zoë
29.03.2026;03:30;own-gpu;Größenmodell;Variante;Reinzeichnung;FRÜHLING;Österreich;2;1.234,56;1;Jürgen
30.03.2026;10:00;own-gpu;Größenmodell;Generierung;Entwurf;;Deutschland;1;0,000001;0;Zoë
kein Datum;10:00;own-gpu;Größenmodell;Generierung;Entwurf;FRÜHLING;Deutschland;1;9,99;0;Zoë
`;
// 0.333333 + 1.50 + 1.50 + 1234.56 + 0.000001 = 1237.893334; 15 images; 3 approved.
const BOOKED = 5;

const SHOWN: Record<Locale, { spend: string; perImage: string; perApproved: string }> = {
  en: { spend: "€1,238.89", perImage: "€65.20", perApproved: "€412.96" },
  de: { spend: "1.238,89 €", perImage: "65,20 €", perApproved: "412,96 €" },
};

/** An English studio's list of markets does not know German names, so it is asked about them, too. */
const ASKED: Record<Locale, { value: string; answer: (t: Words) => string }[]> = {
  de: [{ value: "FRÜHLING", answer: (t) => t("imports.create") }],
  en: [
    { value: "FRÜHLING", answer: (t) => t("imports.create") },
    { value: "Deutschland", answer: () => "DE · Germany" },
    { value: "Österreich", answer: () => "AT · Austria" },
  ],
};

/** Upload, guessed columns, one question: what the unknown campaign is. */
async function upToPreview(page: Page, t: Words, decide: (page: Page) => Promise<void>): Promise<void> {
  await goTo(page, t, "imports");
  await page.getByRole("link", { name: t("imports.new") }).click();
  await page.getByLabel(t("imports.drop")).setInputFiles({
    name: "Auszug März.csv",
    mimeType: "text/csv",
    buffer: Buffer.from(LOOK_ALIKE, "utf8"),
  });
  await expect(page.getByRole("heading", { name: "Auszug März.csv" })).toBeVisible();
  await expect(page.getByRole("heading", { name: t("imports.columnsTitle") })).toBeVisible();
  await expect(meaning(page, t, "Datum")).toHaveValue(t("imports.field.occurredAt"));
  await expect(meaning(page, t, "Kosten in EUR")).toHaveValue(t("imports.field.cost"));
  await expect(meaning(page, t, "Land")).toHaveValue(t("imports.field.market"));
  await page.getByRole("button", { name: t("imports.next"), exact: true }).click();
  await decide(page);
  await page.getByRole("button", { name: t("imports.makePreview") }).click();
  await expect(page.getByRole("heading", { name: t("imports.previewTitle") })).toBeVisible();
}

const meaning = (page: Page, t: Words, column: string) =>
  page.getByRole("combobox", { name: `${t("imports.meaning")}: ${column}`, exact: true });

/** A figure of the preview: its name, then its value. */
const effect = (page: Page, t: Words, name: "fresh" | "replayed" | "rejected") =>
  page.getByText(t(`imports.effect.${name}`), { exact: true }).locator("xpath=following-sibling::*[1]");

async function book(page: Page, t: Words, rows: { fresh: number; replayed: number; rejected: number }) {
  await expect(effect(page, t, "fresh")).toHaveText(String(rows.fresh));
  await expect(effect(page, t, "replayed")).toHaveText(String(rows.replayed));
  await expect(effect(page, t, "rejected")).toHaveText(String(rows.rejected));
  await page.getByRole("button", { name: t("imports.book", { count: rows.fresh }), exact: true }).click();
  await expect(page.getByRole("heading", { name: t("imports.doneTitle", { accepted: rows.fresh }) })).toBeVisible();
}

const figures = (api: Api) => kpis(api, `${RANGE}&groupBy=campaign,market&interval=day`);

for (const locale of LOCALES)
  test(`import, ${locale}: a German file is mapped, previewed, booked once, found again, and undone to the last digit`, async ({
    page,
  }) => {
    const t = wordsOf(locale);
    const { api } = await aStudio(page, { locale });
    // There was something before, so that undo has figures to come back to.
    await logJobs(api, [aJob({ occurredAt: "2026-03-02T08:00:00Z", cost: { amount: "1.000001", unit: "EUR" } })]);
    const before = await figures(api);
    await page.goto("/");

    await test.step("columns, the unknown campaign, preview", () =>
      upToPreview(page, t, async () => {
        const codes = ASKED[locale];
        const open = page
          .getByRole("main")
          .getByRole("status")
          .filter({ hasText: t("imports.openCount", { count: codes.length }) });
        await expect(open).toBeVisible();
        for (const { value, answer } of codes) {
          await page.getByRole("combobox", { name: t("imports.codeAnswer", { value }) }).click();
          await page.getByRole("option", { name: answer(t), exact: true }).click();
        }
        await expect(page.getByText(t("imports.nothingToDecide"))).toBeVisible();
      }));

    await test.step("the row without a day is refused with its reason; the others are booked", async () => {
      await expect(
        page
          .getByRole("row")
          .filter({ hasText: t("imports.field.occurredAt") })
          .first(),
      ).toContainText("7");
      await book(page, t, { fresh: BOOKED, replayed: 0, rejected: 1 });
      const download = page.waitForEvent("download");
      await page.getByRole("link", { name: t("imports.downloadRejected") }).click();
      expect((await download).suggestedFilename()).toMatch(/\.csv$/);
    });

    await test.step("the figures hold the exact sum", async () => {
      await page.goto(`/?${RANGE}`);
      const { spend, perImage, perApproved } = SHOWN[locale];
      // 1237.893334 + 1.000001 from before = 1238.893335; / 19 images; / 3 approved.
      await expectFigures(page, t, {
        spend: { exact: "1238.893335", shown: spend },
        costPerImage: { exact: "65.204912368421", shown: perImage },
        costPerApprovedImage: { exact: "412.964445", shown: perApproved },
      });
    });

    await test.step("the same file again: everything is booked already", async () => {
      await upToPreview(page, t, async () => {
        await expect(page.getByText(t("imports.remembered"))).toBeVisible();
      });
      await book(page, t, { fresh: 0, replayed: BOOKED, rejected: 1 });
      expect((await figures(api)).total.jobs).toBe(BOOKED + 1);
    });

    await test.step("undo gives every figure back", async () => {
      await goTo(page, t, "imports");
      await page
        .getByRole("row")
        .filter({ hasText: t("imports.state.done") })
        .last()
        .getByRole("link")
        .click();
      await page.getByRole("button", { name: t("imports.undo") }).click();
      await page
        .getByRole("dialog")
        .getByRole("button", { name: t("imports.undo") })
        .click();
      await expect(page.getByRole("heading", { name: t("imports.undoneTitle") })).toBeVisible();
      expect(await figures(api)).toEqual(before);
    });
  });
