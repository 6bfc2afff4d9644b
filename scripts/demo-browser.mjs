// A browser that is signed in to the demo organization, for scripts that look at the product.

/** For Chromium of whoever runs this; root needs one more word. */
export const launchOptions = (executablePath) => ({
  ...(executablePath ? { executablePath } : {}),
  args: ["--disable-quic", "--no-first-run", ...(process.getuid?.() === 0 ? ["--no-sandbox"] : [])],
});

/** The sign-in that the first start has printed. */
export function passwordIn(said) {
  const password = /Password +(\S+)/.exec(said)?.[1];
  if (!password) throw new Error(`The first start has shown no password:\n${said}`);
  return password;
}

export async function answerOf(response) {
  if (!response.ok()) throw new Error(`${response.url()}: ${response.status()} ${await response.text()}`);
  return response.json();
}

export async function signIn(context, { url, password }, locale) {
  const headers = { origin: url };
  const data = { email: "admin@northwind.example", password };
  await answerOf(await context.request.post(`${url}/api/auth/sign-in/email`, { data, headers }));
  // The account's language comes before the browser's.
  await answerOf(await context.request.patch(`${url}/api/v1/me`, { data: { locale }, headers }));
}

/** Figures are there, nothing moves any more. */
export async function settled(page) {
  await page.waitForLoadState("networkidle");
  await page.waitForFunction(() =>
    [...document.querySelectorAll(".mantine-Skeleton-root, [aria-busy=true]")].every((wait) => !wait.checkVisibility()),
  );
  await page.evaluate(() => document.fonts.ready);
  await page.waitForTimeout(300);
}
