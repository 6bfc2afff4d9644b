import { AxeBuilder } from "@axe-core/playwright";
import { expect, type Page, test } from "@playwright/test";
import type { JobInput } from "@/lib/jobs/schema";
import type { JobDetail } from "@/lib/jobs/schema/detail";
import { type Api, aJob, aStudio, logJobs } from "./people";
import { wordsOf } from "./words";

const t = wordsOf("en");

const PNG = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==",
  "base64",
);
const aFile = (name: string, buffer: Buffer = PNG) => ({ name, mimeType: "image/png", buffer });

const picture = (page: Page, number: number) =>
  page.getByRole("listitem", { name: t("jobs.page.picture", { number }) });

const width = (page: Page, number: number) =>
  picture(page, number)
    .locator("img")
    .evaluate((image: HTMLImageElement) => (image.complete ? image.naturalWidth : 0));

async function aJobPage(page: Page, over: Partial<JobInput> = {}): Promise<{ api: Api; id: string }> {
  const { api } = await aStudio(page);
  const [id = ""] = await logJobs(api, [aJob({ imagesRequested: 2, ...over })]);
  await page.goto(`/jobs/${id}`);
  return { api, id };
}

test("files find their pictures, a wrong one says why, and a file can be looked at and taken away again", async ({
  page,
}) => {
  const { api, id } = await aJobPage(page, { assets: [{ externalId: "shot-a" }, { externalId: "shot-b" }] });
  const choosing = page.waitForEvent("filechooser");
  await page.getByRole("button", { name: t("pictures.upload.all") }).click();
  const svg = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>');
  await (await choosing).setFiles([aFile("final shot-b.png"), aFile("anything.png", svg)]);

  await expect(page.getByText(t("pictures.upload.sent", { done: 1, all: 2 }))).toBeVisible();
  const status = page.getByRole("main").getByRole("status").filter({ hasText: "anything.png" });
  await expect(status).toContainText(t("pictures.upload.problem.NOT_A_PICTURE"));
  await expect.poll(() => width(page, 2)).toBe(1);
  await expect(picture(page, 1).locator("img")).toHaveCount(0);
  const { assets } = await api.get<JobDetail>(`/api/v1/jobs/${id}`);
  expect(assets.map(({ hasPicture }) => hasPicture)).toEqual([false, true]);

  await page.getByRole("button", { name: t("pictures.open", { number: 2 }) }).click();
  const view = page.getByRole("dialog", { name: t("pictures.picture", { number: 2 }) });
  expect((await new AxeBuilder({ page }).analyze()).violations.map(({ id }) => id)).toEqual([]);
  await view.getByRole("button", { name: t("pictures.remove.button") }).click();
  await page.getByRole("button", { name: t("pictures.remove.confirm") }).click();
  await expect(view.locator("img")).toHaveCount(0);
  await page.keyboard.press("Escape");
  await expect(picture(page, 2).locator("img")).toHaveCount(0);
});

test("versions and family lead from page to page; a host that is not allowed is named, and an admin allows it", async ({
  page,
}) => {
  const { api, id } = await aJobPage(page, { assets: [{ url: "https://cdn.unknown.example/1.png" }] });
  const { assets } = await api.get<JobDetail>(`/api/v1/jobs/${id}`);
  const sourceAsset = assets[0]?.id ?? "";
  const upscale = {
    kind: "upscale",
    stage: "final",
    upscaleFactor: 2,
    sourceAsset,
    imagesRequested: undefined,
  } as const;
  const [upscaled] = await logJobs(api, [aJob(upscale), aJob({ kind: "variation", imagesRequested: 1, sourceAsset })]);
  await page.reload();
  await expect(picture(page, 1).getByText("version 2 (2× upscale)")).toBeVisible();
  await expect(page.getByText("cdn.unknown.example")).toBeVisible();
  await picture(page, 1).getByRole("link", { name: "Variation, 1 picture" }).click();
  await expect(page.getByText(t("pictures.madeFrom"), { exact: true }).first()).toBeVisible();
  await page.goto(`/jobs/${upscaled}`);
  await expect(page.getByText(t("pictures.madeVersion"))).toBeVisible();

  await page.goto("/settings/organization");
  const hosts = page.getByRole("combobox", { name: t("settings.organization.pictureHosts") });
  await hosts.fill("https://cdn.unknown.example/1.png");
  await hosts.press("Enter");
  // The page has other forms with a button of the same name.
  const form = page.locator("form").filter({ has: hosts });
  await form.getByRole("button", { name: t("settings.organization.save"), exact: true }).click();
  await expect(page.getByText(t("settings.saved"))).toBeVisible();
  const { pictureHosts } = await api.get<{ pictureHosts: string[] }>("/api/v1/organization");
  expect(pictureHosts).toContain("cdn.unknown.example");
});
