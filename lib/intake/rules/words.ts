import type { Kind, Stage, Status } from "@/lib/jobs/rules/vocabulary";

/** Lower case, without accents, spaces and signs: "Bilder (geliefert)" → "bildergeliefert". */
export function plainWord(text: string): string {
  const known = plain.get(text);
  if (known !== undefined) return known;
  const word = asPlain(text);
  if (plain.size > 2_000) plain.clear();
  plain.set(text, word);
  return word;
}

// The same few words stand in every row of a file.
const plain = new Map<string, string>();

function asPlain(text: string): string {
  return text
    .toLowerCase()
    .replaceAll("ä", "ae")
    .replaceAll("ö", "oe")
    .replaceAll("ü", "ue")
    .replaceAll("ß", "ss")
    .normalize("NFKD")
    .replace(/[^a-z0-9]/g, "");
}

function dictionary<T extends string>(words: Record<T, string>): Map<string, T> {
  return new Map(
    (Object.entries(words) as [T, string][]).flatMap(([meaning, list]) =>
      [meaning, ...list.split(" ")].map((word): [string, T] => [plainWord(word), meaning]),
    ),
  );
}

const KIND_WORDS = dictionary<Kind>({
  generation: "generate generierung erzeugung bild image text2image txt2img texttoimage t2i imagine",
  variation: "variations variante varianten image2image img2img imagetoimage i2i remix",
  upscale: "upscaling upscaled hochskalierung hochskaliert vergroesserung",
  postprocess:
    "postprocessing nachbearbeitung bearbeitung retusche edit inpaint inpainting removebackground freistellen",
  training: "train lora finetuning finetune anlernen",
});
const STAGE_WORDS = dictionary<Stage>({
  draft: "drafts entwurf entwuerfe skizze vorstufe wip test",
  final: "finals finale endfassung reinzeichnung endversion master",
});
const STATUS_WORDS = dictionary<Status>({
  succeeded: "success successful ok okay complete completed done finished erfolgreich erfolg fertig abgeschlossen",
  failed: "fail failure error errored fehler fehlgeschlagen gescheitert abgebrochen cancelled canceled aborted nsfw",
  unknown: "unbekannt timeout lost unklar",
});
const UNIT_WORDS = dictionary<string>({
  CREDITS: "credit punkte guthaben tokens token",
  IMAGES: "image images bild bilder picture pictures",
  GPU_MINUTES: "gpuminute gpuminutes gpuminuten gpumin",
  FAST_HOURS: "fasthour fasthours faststunden",
  EUR: "euro euros",
  USD: "usdollar dollar dollars",
  GBP: "pound pounds pfund",
  CHF: "franken sfr",
});
const DECISION_WORDS = dictionary<
  "approved" | "approved_with_changes" | "changes_requested" | "rejected" | "withdrawn" | "open"
>({
  approved: "approve freigegeben freigabe genehmigt angenommen accepted accept ja yes",
  approved_with_changes: "approvedwithchanges freigegebenmitaenderungen freigegebenmitaenderung",
  changes_requested: "changesrequested ueberarbeiten aenderungengewuenscht korrektur change changes",
  rejected: "reject abgelehnt verworfen nein no declined",
  withdrawn: "withdraw zurueckgezogen zurueckgenommen",
  open: "pending offen ausstehend",
});
const SIGNS: Record<string, string> = { "€": "EUR", $: "USD", "£": "GBP", "¥": "JPY" };

export const kindIn = (text: string): Kind | undefined => KIND_WORDS.get(plainWord(text));
export const stageIn = (text: string): Stage | undefined => STAGE_WORDS.get(plainWord(text));
export const statusIn = (text: string): Status | undefined => STATUS_WORDS.get(plainWord(text));
export const decisionIn = (text: string) => DECISION_WORDS.get(plainWord(text));

/** CREDITS, IMAGES, …, or a currency code. */
export function unitIn(text: string): string | undefined {
  const trimmed = text.trim();
  const known = SIGNS[trimmed] ?? UNIT_WORDS.get(plainWord(trimmed));
  if (known) return known;
  return /^[a-z]{3}$/i.test(trimmed) ? trimmed.toUpperCase() : undefined;
}

/** "1,50 €" → ["1,50", "EUR"]; a number alone has no unit. */
export function amountAndUnit(text: string): { amount: string; unit: string | undefined } {
  const trimmed = text.trim();
  const [, before = "", amount = "", after = ""] =
    /^([^\d.,+-]*)([-+]?[\d.,'’\s\u00a0\u202f]*\d)\s*([^\d]*)$/.exec(trimmed) ?? [];
  const word = (before || after).trim();
  if (!amount || !word) return { amount: trimmed, unit: undefined };
  const unit = unitIn(word);
  return unit ? { amount, unit } : { amount: trimmed, unit: undefined };
}

/** How many of the pictures a cell means: a count, or "ja" for all and "nein" for none. */
export function countOrAll(text: string): "all" | "none" | null {
  const word = plainWord(text);
  if (["ja", "yes", "true", "wahr", "x", "y", "j"].includes(word)) return "all";
  return ["nein", "no", "false", "falsch", "n", ""].includes(word) ? "none" : null;
}
