import type { Role } from "@/lib/core/actor";

// Who the demo is about: a studio that makes pictures for three brands. Everything in it is made up.

export const ORGANIZATION = {
  name: "Northwind Studio",
  slug: "northwind-studio",
  currency: "EUR",
  timeZone: "Europe/Berlin",
  locale: "en",
} as const;

export type PersonKey = "admin" | "lead" | "controller" | "team";
export const PEOPLE: readonly { key: PersonKey; name: string; email: string; role: Role }[] = [
  { key: "admin", name: "Ada Brandt", email: "admin@northwind.example", role: "admin" },
  { key: "lead", name: "Lena Kowalski", email: "lead@northwind.example", role: "creative_lead" },
  { key: "controller", name: "Jonas Weber", email: "controller@northwind.example", role: "controller" },
  { key: "team", name: "Mia Fontaine", email: "team@northwind.example", role: "logger" },
];

export const PIPELINE_KEY = "Render pipeline";

export const COST_CENTERS = [
  { code: "4100", name: "Velora Beauty", ownerName: "Sofia Lang" },
  { code: "4200", name: "Alpenkraft Outdoor", ownerName: "Markus Thoma" },
  { code: "4300", name: "Kaffa Coffee", ownerName: "Elif Demir" },
  { code: "4900", name: "New business", ownerName: "Lena Kowalski" },
] as const;
type CostCenterCode = (typeof COST_CENTERS)[number]["code"];

/** The others that an organization starts with are archived, so that lists show what is used. */
export const MARKETS = { DE: 45, AT: 14, CH: 14, FR: 15, NL: 12 } as const;
export const PROVIDERS = ["leonardo", "midjourney", "openai", "adobe-firefly", "black-forest-labs"] as const;
export type ProviderCode = (typeof PROVIDERS)[number];
type ChannelCode = "SOCIAL" | "DISPLAY" | "WEBSHOP" | "EMAIL" | "PRINT" | "OOH";
type AssetTypeCode = "social" | "hero" | "packshot" | "moodboard" | "banner";

type Weights<T extends string> = Readonly<Partial<Record<T, number>>>;

export type StoryCampaign = {
  code: string;
  name: string;
  brand: "Velora" | "Alpenkraft" | "Kaffa" | "Marisol";
  costCenter: CostCenterCode;
  /** From this month on it is booked on another cost centre. */
  moves?: { month: number; costCenter: CostCenterCode };
  /** First and last month of the twelve: 0 is eleven months ago, 11 is the current one. */
  months: readonly [number, number];
  motifs: number;
  /** Times the usual chance that a picture is released. */
  taste: number;
  /** Draft rounds of a motif, at most. */
  rounds: number;
  providers: Weights<ProviderCode>;
  channels: Weights<ChannelCode>;
  assetTypes: Weights<AssetTypeCode>;
  subjects: readonly string[];
  /** Numbers of motifs that were given up. */
  drops?: readonly number[];
  note?: string;
};

const EVEN: Weights<ProviderCode> = {
  leonardo: 28,
  midjourney: 18,
  openai: 18,
  "adobe-firefly": 16,
  "black-forest-labs": 20,
};

export const CAMPAIGNS: readonly StoryCampaign[] = [
  {
    ...{ code: "VEL-ALWAYS", name: "Velora always-on social", brand: "Velora", costCenter: "4100", months: [0, 11] },
    ...{ motifs: 34, taste: 1.15, rounds: 2 },
    providers: { leonardo: 30, midjourney: 25, "black-forest-labs": 40, openai: 5 },
    channels: { SOCIAL: 80, EMAIL: 20 },
    assetTypes: { social: 80, banner: 20 },
    subjects: ["Day cream", "Hand balm", "Lip tint", "Face mist"],
  },
  {
    ...{ code: "VEL-GLOW", name: "Velora Glow serum launch", brand: "Velora", costCenter: "4100", months: [0, 3] },
    ...{ motifs: 18, taste: 0.95, rounds: 3, providers: EVEN },
    channels: { SOCIAL: 40, DISPLAY: 25, PRINT: 20, OOH: 15 },
    assetTypes: { hero: 40, social: 40, moodboard: 20 },
    subjects: ["Glow serum bottle", "Serum drop", "Model with glowing skin"],
  },
  {
    ...{ code: "VEL-NIGHT", name: "Velora Night repair", brand: "Velora", costCenter: "4100", months: [5, 8] },
    ...{ motifs: 18, taste: 1, rounds: 2, providers: EVEN },
    channels: { SOCIAL: 45, DISPLAY: 30, EMAIL: 25 },
    assetTypes: { hero: 35, social: 45, moodboard: 20 },
    subjects: ["Night cream jar", "Silk pillow still life", "Moonlit bathroom shelf"],
  },
  {
    ...{ code: "VEL-GIFT", name: "Velora Gift sets", brand: "Velora", costCenter: "4100", months: [9, 11] },
    ...{ motifs: 20, taste: 1.1, rounds: 2 },
    providers: { leonardo: 25, "black-forest-labs": 45, "adobe-firefly": 20, openai: 10 },
    channels: { SOCIAL: 35, WEBSHOP: 35, EMAIL: 30 },
    assetTypes: { packshot: 40, social: 40, banner: 20 },
    subjects: ["Gift box with ribbon", "Open gift set", "Three travel sizes"],
  },
  {
    ...{ code: "ALP-TRAIL", name: "Alpenkraft Trail boots", brand: "Alpenkraft", costCenter: "4200", months: [1, 4] },
    ...{ motifs: 20, taste: 1, rounds: 3, providers: EVEN },
    channels: { SOCIAL: 35, DISPLAY: 25, OOH: 20, PRINT: 20 },
    assetTypes: { hero: 45, social: 35, moodboard: 20 },
    subjects: ["Trail boot on wet rock", "Hiker on a ridge", "Boot sole close-up"],
  },
  {
    ...{ code: "ALP-KIDS", name: "Alpenkraft Kids", brand: "Alpenkraft", costCenter: "4200", months: [3, 5] },
    ...{ motifs: 15, taste: 0.9, rounds: 2, providers: EVEN },
    channels: { SOCIAL: 50, WEBSHOP: 30, EMAIL: 20 },
    assetTypes: { hero: 25, social: 55, banner: 20 },
    subjects: ["Children by a mountain lake", "Small backpack", "Rain jacket in a puddle"],
  },
  {
    ...{ code: "ALP-STORM", name: "Alpenkraft Storm jacket", brand: "Alpenkraft", costCenter: "4200", months: [6, 11] },
    ...{ motifs: 26, taste: 1.05, rounds: 3, providers: EVEN },
    channels: { SOCIAL: 30, DISPLAY: 30, OOH: 20, PRINT: 20 },
    assetTypes: { hero: 45, social: 35, banner: 20 },
    subjects: ["Storm jacket in heavy rain", "Hood close-up", "Climber in fog", "Jacket on a hook"],
  },
  {
    ...{
      code: "ALP-SHOP",
      name: "Alpenkraft shop packshots",
      brand: "Alpenkraft",
      costCenter: "4200",
      months: [0, 11],
    },
    ...{ motifs: 36, taste: 1.3, rounds: 1 },
    providers: { "adobe-firefly": 45, openai: 20, "black-forest-labs": 35 },
    channels: { WEBSHOP: 90, EMAIL: 10 },
    assetTypes: { packshot: 100 },
    subjects: ["Fleece", "Softshell", "Trekking pole", "Bottle", "Cap", "Gloves"],
  },
  {
    ...{ code: "KAF-ORIGIN", name: "Kaffa Single origin", brand: "Kaffa", costCenter: "4300", months: [2, 6] },
    ...{ motifs: 18, taste: 1.05, rounds: 2, providers: EVEN },
    channels: { SOCIAL: 40, PRINT: 30, WEBSHOP: 30 },
    assetTypes: { hero: 40, packshot: 30, social: 30 },
    subjects: ["Coffee bag on jute", "Farmer's hands with beans", "Pour-over in morning light"],
  },
  {
    ...{ code: "KAF-CAPS", name: "Kaffa Capsules relaunch", brand: "Kaffa", costCenter: "4900", months: [7, 10] },
    ...{ motifs: 18, taste: 0.95, rounds: 2, providers: EVEN },
    moves: { month: 9, costCenter: "4300" },
    channels: { SOCIAL: 35, DISPLAY: 35, WEBSHOP: 30 },
    assetTypes: { packshot: 50, hero: 30, banner: 20 },
    subjects: ["Capsule pyramid", "Espresso crema", "Machine on a small kitchen table"],
    note: "Pitched on New business; on the customer's cost centre since the pitch was won.",
  },
  {
    ...{ code: "KAF-COLD", name: "Kaffa Cold brew cans", brand: "Kaffa", costCenter: "4300", months: [8, 11] },
    // The one that is off: many rounds with the dearest models, and hardly anything is released.
    ...{ motifs: 20, taste: 0.3, rounds: 4, drops: [3, 9] },
    providers: { openai: 70, "adobe-firefly": 20, midjourney: 10 },
    channels: { SOCIAL: 40, OOH: 35, DISPLAY: 25 },
    assetTypes: { hero: 60, social: 40 },
    subjects: ["Can bursting out of ice", "Can on a skateboard", "Splash of cold brew"],
    note: "New look still under discussion with the customer.",
  },
  {
    ...{ code: "NEW-MARISOL", name: "Pitch Marisol Hotels", brand: "Marisol", costCenter: "4900", months: [4, 6] },
    ...{ motifs: 12, taste: 0.7, rounds: 3, drops: [5], providers: EVEN },
    channels: { PRINT: 40, DISPLAY: 30, SOCIAL: 30 },
    assetTypes: { moodboard: 60, hero: 40 },
    subjects: ["Hotel terrace at dusk", "Pool tiles from above", "Breakfast table by the sea"],
  },
];

export const SCENES = [
  "on a mirror",
  "in soft daylight",
  "with long shadows",
  "against a clear sky",
  "in a studio set",
  "close up",
  "from above",
  "in motion",
  "with morning haze",
  "in warm evening light",
] as const;

export const LOOKS = [
  "editorial photo, 50 mm, shallow depth of field",
  "clean product photo, seamless background, softbox",
  "documentary style, natural light, fine grain",
  "bold colours, hard light, high contrast",
] as const;

/** Codes of reasons that an organization starts with. */
export const REJECTIONS = ["product", "anatomy", "light", "brand", "text"] as const;

/** A motif that was rejected twice and is in its third round: what people said about it, and what they tried. */
export const TALKED_ABOUT = {
  ...{ campaign: "KAF-COLD", code: "hero-90", name: "Can in a summer storm", assetType: "hero" },
  brief: "A can in heavy summer rain, drops on the metal, warm light from behind. Room for the claim on the left.",
  comments: [
    { by: "lead", text: "Round 1: the can looks like plastic. Please try harder light from the side." },
    { by: "team", text: "Round 2 with side light. The rain is better now, the label still is not." },
    { by: "lead", text: "Rejected again: nobody can read the label. One more round, then we drop it." },
  ],
} as const;
