/** Choices that the server needs before it draws: nothing jumps when the page arrives. */
export function rememberChoice(name: "locale" | "navigation", value: string): void {
  const year = 365 * 24 * 60 * 60;
  // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is missing on plain http, where the product runs too
  document.cookie = `${name}=${value}; path=/; max-age=${year}; samesite=lax`;
}
