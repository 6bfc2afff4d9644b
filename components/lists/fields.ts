import { type ListName, type ListRow, MERGED_LISTS, type MergedList } from "@/lib/dimensions/schema";

export type FieldName =
  | "code"
  | "name"
  | "ownerName"
  | "activeFrom"
  | "activeTo"
  | "note"
  | "costCenter"
  | "campaign"
  | "assetType"
  | "brief"
  | "failuresAreFree"
  | "wallet"
  | "provider"
  | "surface"
  | "account"
  | "isDefault"
  | "forChanges"
  | "forRejection";

export type Field = {
  name: FieldName;
  kind: "text" | "longText" | "day" | "choice" | "flag";
  /** The list that a choice is made from. */
  from?: ListName;
  /** Asked when a row is added, not when it is changed. */
  onlyNew?: boolean;
  required?: boolean;
};

const CODE: Field = { name: "code", kind: "text", required: true };
const NAME: Field = { name: "name", kind: "text", required: true };
const DAYS: Field[] = [
  { name: "activeFrom", kind: "day" },
  { name: "activeTo", kind: "day" },
];

export const FIELDS: Record<ListName, readonly Field[]> = {
  campaigns: [
    CODE,
    NAME,
    { name: "costCenter", kind: "choice", from: "cost-centers", onlyNew: true },
    ...DAYS,
    { name: "note", kind: "longText" },
  ],
  "cost-centers": [CODE, NAME, { name: "ownerName", kind: "text" }],
  markets: [CODE, NAME, ...DAYS],
  channels: [CODE, NAME, ...DAYS],
  "asset-types": [CODE, NAME],
  motifs: [
    { name: "campaign", kind: "choice", from: "campaigns", onlyNew: true, required: true },
    CODE,
    { name: "name", kind: "text" },
    { name: "assetType", kind: "choice", from: "asset-types" },
    { name: "brief", kind: "longText" },
  ],
  providers: [CODE, NAME, { name: "wallet", kind: "text", onlyNew: true }, { name: "failuresAreFree", kind: "flag" }],
  wallets: [
    { name: "provider", kind: "choice", from: "providers", onlyNew: true, required: true },
    CODE,
    NAME,
    { name: "surface", kind: "text" },
    { name: "account", kind: "text" },
    { name: "isDefault", kind: "flag" },
  ],
  "review-reasons": [CODE, NAME, { name: "forRejection", kind: "flag" }, { name: "forChanges", kind: "flag" }],
};

/** The fields of a form: the row for what is not assigned has a name and nothing else. */
export function fieldsFor(list: ListName, row: ListRow | null): Field[] {
  return FIELDS[list].filter(({ name, onlyNew }) => row === null || (!onlyNew && (!row.unassigned || name === "name")));
}

export const isMergedList = (list: ListName): list is MergedList => MERGED_LISTS.some((name) => name === list);

export type Values = Partial<Record<FieldName, string | boolean>>;

export function valuesOf(fields: readonly Field[], row: ListRow | null): Values {
  const kept = (row ?? {}) as Partial<Record<FieldName, unknown>>;
  const values: Values = {};
  for (const { name, kind } of fields) {
    const value = kept[name];
    if (kind === "flag") values[name] = value === true;
    else values[name] = typeof value === "string" ? value : "";
  }
  return values;
}

/** Why a field cannot be sent; the server says the rest. */
export type Fault = "required" | "codeCharacters" | "daysOrder";

const asText = (value: string | boolean | undefined) => (typeof value === "string" ? value.trim() : "");

export function faultsOf(fields: readonly Field[], values: Values): Partial<Record<FieldName, Fault>> {
  const faults: Partial<Record<FieldName, Fault>> = {};
  for (const { name, required } of fields) if (required && asText(values[name]) === "") faults[name] = "required";
  if (/[,/]/.test(asText(values.code))) faults.code = "codeCharacters";
  const [from, to] = [asText(values.activeFrom), asText(values.activeTo)];
  if (from && to && to < from) faults.activeTo = "daysOrder";
  return faults;
}

type Body = Record<string, string | boolean | null>;

/** What is sent to add a row: what was filled in. */
export function bodyOfNew(fields: readonly Field[], values: Values): Body {
  const body: Body = {};
  for (const { name, kind } of fields) {
    const value = values[name];
    if (kind === "flag") {
      if (value === true) body[name] = true;
    } else if (asText(value) !== "") body[name] = asText(value);
  }
  return body;
}

/** What is sent to change a row: what differs; an emptied field is null. */
export function bodyOfChange(fields: readonly Field[], values: Values, before: Values): Body {
  const body: Body = {};
  for (const { name, kind } of fields) {
    const value = values[name];
    if (kind === "flag") {
      if (value !== before[name]) body[name] = value === true;
    } else if (asText(value) !== before[name]) body[name] = asText(value) || null;
  }
  return body;
}
