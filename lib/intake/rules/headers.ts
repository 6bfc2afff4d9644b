import type { Column, ImportKind, Mapping } from "../schema";
import { plainWord, unitIn } from "./words";

// Best word first: a file with "images" and "num_images" means the first by pictures. Fields that are sure come first,
// because each column is taken once. Compared by `plainWord`, so "Bilder (geliefert)" is bildergeliefert.
const JOB_WORDS: Record<string, string> = {
  occurredAt:
    "occurredat zeitpunkt erstelltam createdat created timestamp datetime datumuhrzeit datumzeit datum date tag day time startedat completedat erstellt",
  externalId: "externalid jobid generationid auftragsid auftragsnummer jobnummer requestid taskid externeid id uuid",
  provider: "provider anbieter vendor dienst plattform platform service tool",
  wallet: "wallet konto account guthabenkonto",
  model: "model modell sdmodelname modelname modellname checkpoint engine modelid",
  campaign: "campaign kampagne campaigncode kampagnencode kampagnennummer campaignname kampagnenname",
  market: "market markt land country region maerkte",
  channel: "channel kanal marketingkanal vertriebskanal",
  motif: "motif motiv motivcode idee konzept",
  iteration: "iteration runde round",
  imagesDelivered: "imagesdelivered bildergeliefert geliefertebilder geliefert delivered bilderergebnis",
  imagesRequested:
    "imagesrequested numimages bilder images anzahlbilder bilderanzahl imagecount numberofimages batchsize nimages anzahl pictures",
  cost: "costamount kosten cost gesamtkosten totalcost preis price betrag amount credits creditcost creditsused creditsverbraucht apicreditcost kostenbetrag charge punkte",
  costUnit: "costunit waehrung currency einheit unit kosteneinheit",
  approved: "approved freigegeben freigegebenebilder approvedimages bilderfreigegeben reviewedapproved",
  approvedWithChanges:
    "approvedwithchanges freigegebenmitaenderungen mitaenderungenfreigegeben reviewedapprovedwithchanges",
  rejected: "rejected abgelehnt abgelehntebilder rejectedimages bilderabgelehnt verworfen reviewedrejected",
  decision: "decision entscheidung freigabe review freigabestatus reviewstatus",
  kind: "kind art jobart jobtype auftragsart typ type aktion action operation",
  stage: "stage stufe phase",
  status: "status state zustand ergebnis result",
  negativePrompt: "negativeprompt negativerprompt negprompt",
  prompt: "prompt eingabe eingabetext beschreibung text positiveprompt",
  promptHash: "prompthash",
  seed: "seed startwert zufallszahl",
  steps: "steps schritte samplingsteps numinferencesteps",
  guidance: "guidance cfgscale cfgs cfg guidancescale cfgskala",
  sampler: "sampler samplingmethod scheduler samplername",
  width: "width breite imagewidth bildbreite",
  height: "height hoehe imageheight bildhoehe",
  size: "size groesse bildgroesse aufloesung resolution dimensions format",
  modules: "modules module module zusaetze",
  upscaleFactor: "upscalefactor skalierungsfaktor faktor scalefactor",
  staffMinutes: "staffminutes personalminuten arbeitsminuten minuten minutes arbeitszeit",
  sourceAsset: "sourceasset quellbild sourceassetid",
  timeOfDay: "uhrzeit zeit clock timeofday",
};
const REVIEW_WORDS: Record<string, string> = {
  decision: "decision entscheidung freigabe status review ergebnis freigabestatus",
  jobExternalId:
    "jobexternalid externalid jobid auftragsid auftragsnummer generationid jobnummer externeid job auftrag",
  index: "index bild bildnummer imageindex pictureindex image nummer",
  provider: "provider anbieter vendor dienst",
  approved: "approved freigegeben freigegebenebilder approvedimages",
  approvedWithChanges: "approvedwithchanges freigegebenmitaenderungen",
  rejected: "rejected abgelehnt abgelehntebilder rejectedimages",
  reason: "reason grund begruendung ablehnungsgrund",
  comment: "comment kommentar bemerkung notiz anmerkung note",
};
const CAMPAIGN_WORDS: Record<string, string> = {
  code: "code kampagnencode campaigncode kuerzel kampagnennummer kampagne campaign id",
  name: "name kampagnenname campaignname bezeichnung titel title",
  costCenter: "costcenter kostenstelle costcentre kostenstellencode costcentercode",
  activeFrom: "activefrom von start startdate beginn startdatum from firstday erstertag aktivab",
  activeTo: "activeto bis ende end enddate enddatum to lastday letztertag aktivbis",
  note: "note notiz bemerkung kommentar comment beschreibung description",
};
const WORDS: Record<ImportKind, Record<string, string>> = {
  jobs: JOB_WORDS,
  reviews: REVIEW_WORDS,
  campaigns: CAMPAIGN_WORDS,
};

type Header = { name: string; forms: string[] };

/** What a header may be called: as written, without "(EUR)", without a unit at its end. */
function headerOf(name: string): Header {
  const bare = name.replace(/[([].*?[)\]]/g, "");
  const unitless = bare.replace(/[\s_-]+(in[\s_-]+)?(eur|euro|usd|gbp|chf|€|\$|credits|px|pixel|min)$/i, "");
  const forms = [name, bare, unitless].map(plainWord).filter(Boolean);
  return { name, forms: [...new Set(forms)] };
}

function rankOf({ forms }: Header, words: readonly string[]): number {
  const ranks = forms.map((form) => words.indexOf(form)).filter((rank) => rank >= 0);
  return ranks.length === 0 ? Number.POSITIVE_INFINITY : Math.min(...ranks);
}

type Known = Pick<Column, "name" | "counting" | "filled">;

/** Columns that a header alone would map wrongly: row numbers are no ids, and nothing can be read from an empty column. */
const misleading = (field: string, column: Known) => column.filled === 0 || (field === "externalId" && column.counting);

/** Which column is which field, by German and English headers; each column once, nothing where it is not clear. */
export function guessMapping(kind: ImportKind, columns: readonly Known[]): Mapping {
  const free = new Map(columns.map((column) => [column, headerOf(column.name)]));
  const guessed: Mapping = {};
  for (const [field, list] of Object.entries(WORDS[kind])) {
    const words = [plainWord(field), ...list.split(" ")];
    const best = [...free]
      .filter(([column]) => !misleading(field, column))
      .map(([column, header]) => ({ column, rank: rankOf(header, words) }))
      .sort((a, b) => a.rank - b.rank)[0];
    if (!best || best.rank === Number.POSITIVE_INFINITY) continue;
    guessed[field] = best.column.name;
    free.delete(best.column);
  }
  return kind === "jobs" ? withTags(guessed, [...free.keys()]) : guessed;
}

function withTags(guessed: Mapping, free: readonly Known[]): Mapping {
  for (const { name } of free) {
    const key = /^tags?[.:_ ]([\w-]{1,40})$/i.exec(name)?.[1];
    if (key) guessed[`tag.${key.toLowerCase()}`] = name;
  }
  return guessed;
}

const MONEY_WORDS = [
  "kosten",
  "cost",
  "preis",
  "price",
  "betrag",
  "gesamtkosten",
  "totalcost",
  "charge",
  "kostenbetrag",
];
const CREDIT_WORDS = ["credits", "creditcost", "creditsused", "creditsverbraucht", "apicreditcost", "punkte"];

/**
 * The unit that a cost header names: "Kosten (USD)" USD, "credits" CREDITS, and plain "Kosten" the organization's
 * currency. An "amount" may be anything, so a person is asked.
 */
export function unitInHeader(name: string, currency: string): string | undefined {
  const tail = /(?:[\s_([-]+(?:in[\s_-]+)?)(eur|euro|usd|gbp|chf|€|\$|£|credits)[)\]]?\s*$/i.exec(name)?.[1];
  const named = tail ? unitIn(tail) : undefined;
  if (named) return named;
  const { forms } = headerOf(name);
  if (forms.some((form) => CREDIT_WORDS.includes(form))) return "CREDITS";
  return forms.some((form) => MONEY_WORDS.includes(form)) ? currency : undefined;
}

/** Headers as unique names: an empty one is "Column 3", the second "Bild" is "Bild (2)". */
export function uniqueHeaders(cells: readonly string[]): string[] {
  const seen = new Map<string, number>();
  return cells.map((cell, index) => {
    const name = cell.replaceAll("\u0000", "").trim().slice(0, 400) || `Column ${index + 1}`;
    const times = (seen.get(name) ?? 0) + 1;
    seen.set(name, times);
    return times === 1 ? name : `${name} (${times})`;
  });
}
