import "server-only";
import { stringify } from "csv-stringify/sync";
import type { Actor } from "@/lib/core/actor";
import type { InputError } from "@/lib/core/errors";
import { db } from "@/lib/server/db";
import { rejectionsAfter } from "../store/rejections";
import { visibleImport } from "./access";

/** Cells that a spreadsheet would run as a formula. The import takes the sign off again. */
const harmless = (cell: string) => (/^[=+\-@\t]/.test(cell) ? `'${cell}` : cell);

export type RejectedWords = {
  /** Headers of the added columns: row, field, reason. */
  headers: readonly [string, string, string];
  sentence: (error: InputError) => string;
  field: (path: string) => string;
};

/** The refused rows as they stood in the file, with row, field and reason: mend them and upload this file. */
export async function rejectedFile(
  actor: Actor,
  { id, dialect }: { id: string; dialect?: "de" | "en" | undefined },
  words: RejectedWords,
): Promise<{ fileName: string; rows: AsyncGenerator<string> }> {
  const stored = await visibleImport(actor, id);
  const header = stored.analysis?.columns.map(({ name }) => name) ?? [];
  const delimiter = dialect ? (dialect === "de" ? ";" : ",") : (stored.analysis?.delimiter ?? ",");
  const line = (cells: readonly string[]) => stringify([cells.map(harmless)], { delimiter, record_delimiter: "\r\n" });

  async function* rows(): AsyncGenerator<string> {
    yield `\uFEFF${line([...header, ...words.headers])}`;
    for (let after = 0; ; ) {
      const page = await rejectionsAfter(db(), stored.organizationId, id, after);
      if (page.length === 0) return;
      yield page
        .map(({ row, cells, errors }) => {
          const filled = header.map((_, index) => cells[index] ?? "");
          const fields = [...new Set(errors.map(({ path }) => words.field(path)))].join(", ");
          return line([...filled, String(row), fields, errors.map(words.sentence).join("; ")]);
        })
        .join("");
      after = page.at(-1)?.row ?? after;
    }
  }
  return { fileName: `${stored.fileName.replace(/\.[a-z]{1,4}$/i, "")}-rejected.csv`, rows: rows() };
}
