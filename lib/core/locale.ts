export const LOCALES = ["en", "de"] as const;
export type Locale = (typeof LOCALES)[number];

function isLocale(text: unknown): text is Locale {
  return text === "en" || text === "de";
}

/** The first language that we speak in an Accept-Language header, by its weights. */
export function localeOfHeader(header: string | null | undefined): Locale | null {
  const wanted = (header ?? "").split(",").map((part) => {
    const [tag = "", ...parameters] = part.trim().split(";");
    const weight = parameters.map((text) => /^\s*q=([\d.]+)$/.exec(text)?.[1]).find(Boolean);
    return { language: tag.toLowerCase().split("-")[0], weight: weight ? Number(weight) : 1 };
  });
  wanted.sort((a, b) => b.weight - a.weight);
  const spoken = wanted.find(({ language, weight }) => weight > 0 && isLocale(language))?.language;
  return isLocale(spoken) ? spoken : null;
}

/** What the person chose, then what their browser asks for, then what the organization speaks. */
export function chooseLocale(given: {
  person?: string | null | undefined;
  cookie?: string | null | undefined;
  acceptLanguage?: string | null | undefined;
  organization?: string | null | undefined;
}): Locale {
  const candidates = [given.person, given.cookie, localeOfHeader(given.acceptLanguage), given.organization];
  return candidates.find(isLocale) ?? "en";
}
