import "server-only";
import type { Actor } from "@/lib/core/actor";
import { AppError, invalid } from "@/lib/core/errors";
import { newId } from "@/lib/core/id";
import { checkCode } from "@/lib/core/problem-codes";
import { db, transaction } from "@/lib/server/db";
import { send } from "@/lib/server/queue";
import { isField } from "../rules/row";
import { decisions, FIELDS, type ImportKind, type Mapping, mapping, uploadFields } from "../schema";
import { insertChunk } from "../store/chunks";
import { changeImport, deleteImport, insertImport } from "../store/imports";
import { authoriseKind, authoriseSome } from "./access";

const PIECE_BYTES = 1024 * 1024;

/** A multipart form as it streams in: the file's bytes, and the fields, complete once the bytes have ended. */
export type Upload = { fileName: string; bytes: AsyncIterable<Uint8Array>; fields: () => Record<string, string> };

/** Stores the file piece by piece, so that memory stays flat whatever its size. @returns its size */
async function storePieces(
  organizationId: string,
  importId: string,
  bytes: AsyncIterable<Uint8Array>,
): Promise<number> {
  let index = 0;
  let size = 0;
  let waiting: Uint8Array[] = [];
  let waitingBytes = 0;
  const store = async () => {
    await insertChunk(db(), { organizationId, importId, index, bytes: new Uint8Array(Buffer.concat(waiting)) });
    index += 1;
    waiting = [];
    waitingBytes = 0;
  };
  for await (const piece of bytes) {
    size += piece.byteLength;
    waiting.push(piece);
    waitingBytes += piece.byteLength;
    if (waitingBytes >= PIECE_BYTES) await store();
  }
  if (waitingBytes > 0) await store();
  return size;
}

function parsedField(name: "mapping" | "decisions", text: string | undefined): unknown {
  if (text === undefined || text.trim() === "") return undefined;
  try {
    return JSON.parse(text);
  } catch {
    throw invalid(name, "INVALID_JSON", `The field ${name} is not valid JSON`);
  }
}

/** @throws invalid_input naming each field that a mapping of this kind cannot have */
export function checkMapping(kind: ImportKind, given: Mapping): void {
  const unknown = Object.keys(given).filter((field) => !isField(kind, field));
  if (unknown.length === 0) return;
  const known = FIELDS[kind].join(", ");
  throw new AppError(
    "invalid_input",
    "The mapping names fields that there are not",
    unknown.map((field) => ({
      path: `mapping.${field}`,
      code: "UNKNOWN_FIELD" as const,
      message: `There is no field "${field}"; known are ${known}`,
    })),
  );
}

function readFields(actor: Actor, fields: Record<string, string>) {
  const parsed = uploadFields.safeParse(fields);
  if (!parsed.success) {
    const errors = parsed.error.issues.flatMap((issue) =>
      issue.code === "unrecognized_keys"
        ? issue.keys.map((key) => ({
            path: key,
            code: "UNKNOWN_FIELD" as const,
            message: `There is no field "${key}"`,
          }))
        : [{ path: issue.path.join("."), code: checkCode(issue.code), message: issue.message }],
    );
    throw new AppError("invalid_input", "Some fields need attention", errors);
  }
  const { kind } = parsed.data;
  authoriseKind(actor, kind);
  const given = mapping.optional().safeParse(parsedField("mapping", parsed.data.mapping));
  if (!given.success) throw invalid("mapping", "INVALID", "A mapping is an object of field names and column headers");
  const decided = decisions.optional().safeParse(parsedField("decisions", parsed.data.decisions));
  if (!decided.success) {
    const [first] = decided.error.issues;
    throw invalid(
      ["decisions", ...(first?.path ?? [])].join("."),
      "INVALID",
      first?.message ?? "These are no decisions",
    );
  }
  if (given.data) checkMapping(kind, given.data);
  return {
    kind,
    ...(given.data ? { mapping: given.data } : {}),
    ...(decided.data ? { decisions: decided.data } : {}),
  };
}

/** Takes a file of any size; what is in it is found out in the background. */
export async function uploadImport(actor: Actor, upload: Upload): Promise<{ id: string }> {
  authoriseSome(actor);
  const id = newId();
  const organizationId = actor.organization.id;
  await insertImport(db(), actor, { id, fileName: upload.fileName.slice(0, 300) || "file.csv" });
  try {
    const sizeBytes = await storePieces(organizationId, id, upload.bytes);
    const fields = readFields(actor, upload.fields());
    if (sizeBytes === 0) throw invalid("file", "EMPTY_FILE", "This file is empty");
    await transaction(async (tx) => {
      await changeImport(tx, organizationId, id, ["uploading"], { ...fields, sizeBytes, state: "uploaded" });
      await send(tx, "import", { organizationId, importId: id });
    });
    return { id };
  } catch (error) {
    await deleteImport(db(), organizationId, id);
    throw error;
  }
}
