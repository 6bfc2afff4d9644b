const quoted = new Map<string, string>();

/** Keys are few and come again; the map is bounded because tags are keys, too. */
function quotedKey(key: string): string {
  const known = quoted.get(key);
  if (known !== undefined) return known;
  if (quoted.size > 1_000) quoted.clear();
  const made = `${JSON.stringify(key)}:`;
  quoted.set(key, made);
  return made;
}

/** Text that is the same for two values that mean the same: keys sorted, absent and undefined alike. */
export function canonicalJson(value: unknown): string {
  if (value === null || typeof value !== "object") return JSON.stringify(value) ?? "null";
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(",")}]`;
  const fields = value as Record<string, unknown>;
  let text = "";
  for (const key of Object.keys(fields).sort()) {
    const field = fields[key];
    if (field !== undefined) text += `${text === "" ? "" : ","}${quotedKey(key)}${canonicalJson(field)}`;
  }
  return `{${text}}`;
}
