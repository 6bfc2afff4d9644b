type Named = { code: string; name: string };
type StarterWallet = Named & { surface: string; isDefault: boolean };
type StarterProvider = Named & { failuresAreFree: boolean; wallets: StarterWallet[] };

/** What a new organization begins with, so that the first job can be logged at once. */
export type StarterLists = {
  unassigned: string;
  markets: Named[];
  channels: Named[];
  assetTypes: Named[];
  reviewReasons: (Named & { forChanges: boolean; forRejection: boolean })[];
  providers: StarterProvider[];
};

type InBoth = readonly [code: string, en: string, de: string];

const MARKETS: readonly InBoth[] = [
  ["DE", "Germany", "Deutschland"],
  ["AT", "Austria", "Österreich"],
  ["CH", "Switzerland", "Schweiz"],
  ["FR", "France", "Frankreich"],
  ["IT", "Italy", "Italien"],
  ["ES", "Spain", "Spanien"],
  ["NL", "Netherlands", "Niederlande"],
  ["PL", "Poland", "Polen"],
  ["UK", "United Kingdom", "Vereinigtes Königreich"],
  ["US", "United States", "Vereinigte Staaten"],
];

const CHANNELS: readonly InBoth[] = [
  ["SOCIAL", "Social media", "Soziale Medien"],
  ["DISPLAY", "Display advertising", "Display-Werbung"],
  ["WEBSHOP", "Web shop", "Webshop"],
  ["EMAIL", "E-mail", "E-Mail"],
  ["PRINT", "Print", "Druck"],
  ["OOH", "Out of home", "Außenwerbung"],
];

const ASSET_TYPES: readonly InBoth[] = [
  ["social", "Social post", "Social-Media-Beitrag"],
  ["hero", "Hero picture", "Hauptbild"],
  ["packshot", "Packshot", "Packshot"],
  ["moodboard", "Mood board", "Moodboard"],
  ["banner", "Banner", "Banner"],
];

/** The last two are no reason to ask for changes: the picture has to be made anew. */
const REVIEW_REASONS: readonly InBoth[] = [
  ["composition", "Composition does not work", "Bildaufbau trägt nicht"],
  ["light", "Light or colours are off", "Licht oder Farben stimmen nicht"],
  ["brand", "Does not fit the brand", "Passt nicht zur Marke"],
  ["anatomy", "Hands, faces or bodies look wrong", "Hände, Gesichter oder Körper sind falsch"],
  ["product", "Product or label is not right", "Produkt oder Etikett stimmt nicht"],
  ["text", "No room for text, or text is garbled", "Kein Platz für Text, oder Text ist entstellt"],
  ["quality", "Artefacts or too low in quality", "Bildfehler oder zu geringe Qualität"],
  ["brief", "Misses the brief", "Geht am Briefing vorbei"],
];
const ONLY_REJECTS: ReadonlySet<string> = new Set(["quality", "brief"]);

const wallet = (code: string, name: string, surface: string, isDefault = true) => ({ code, name, surface, isDefault });

const PROVIDERS: readonly { code: string; name: InBoth | string; wallets: StarterWallet[] }[] = [
  {
    code: "leonardo",
    name: "Leonardo.Ai",
    wallets: [
      wallet("leonardo-api", "Leonardo.Ai API", "api"),
      wallet("leonardo-app", "Leonardo.Ai app", "app", false),
    ],
  },
  { code: "midjourney", name: "Midjourney", wallets: [wallet("midjourney", "Midjourney", "app")] },
  { code: "openai", name: "OpenAI", wallets: [wallet("openai-api", "OpenAI API", "api")] },
  { code: "adobe-firefly", name: "Adobe Firefly", wallets: [wallet("firefly", "Adobe Firefly", "app")] },
  {
    code: "black-forest-labs",
    name: "Black Forest Labs",
    wallets: [wallet("bfl-api", "Black Forest Labs API", "api")],
  },
  { code: "google", name: "Google", wallets: [wallet("google-api", "Google API", "api")] },
  { code: "stability", name: "Stability AI", wallets: [wallet("stability-api", "Stability AI API", "api")] },
  {
    code: "own-gpu",
    name: ["own-gpu", "Own GPUs", "Eigene GPUs"],
    wallets: [wallet("own-gpu", "Own GPUs", "own")],
  },
];

/** Where the starter providers keep the pictures that they deliver; a bucket that everybody can rent is not among them. */
export const STARTER_PICTURE_HOSTS: readonly string[] = [
  "cdn.leonardo.ai",
  "cdn.midjourney.com",
  "oaidalleapiprodscus.blob.core.windows.net",
  "pre-signed-firefly-prod.s3-accelerate.amazonaws.com",
  "*.bfl.ai",
];

/** In the organization's language: these become its own data, which it renames and archives as it likes. */
export function starterLists(locale: "en" | "de"): StarterLists {
  const inLanguage = ([code, en, de]: InBoth) => ({ code, name: locale === "de" ? de : en });
  return {
    unassigned: locale === "de" ? "Nicht zugeordnet" : "Not assigned",
    markets: MARKETS.map(inLanguage),
    channels: CHANNELS.map(inLanguage),
    assetTypes: ASSET_TYPES.map(inLanguage),
    reviewReasons: REVIEW_REASONS.map((reason) => ({
      ...inLanguage(reason),
      forChanges: !ONLY_REJECTS.has(reason[0]),
      forRejection: true,
    })),
    providers: PROVIDERS.map(({ code, name, wallets }) => {
      const shown = typeof name === "string" ? name : inLanguage(name).name;
      // One's own machines carry the provider's name, in the organization's language.
      const named = typeof name === "string" ? wallets : wallets.map((one) => ({ ...one, name: shown }));
      return { code, name: shown, failuresAreFree: false, wallets: named };
    }),
  };
}
