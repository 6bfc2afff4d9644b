import type { z } from "zod";
import { AppError } from "@/lib/core/errors";
import { isBusy } from "@/lib/server/database-errors";
import { closeDatabase } from "@/lib/server/db";

// What the commands for scripts share: JSON on stdout and nothing else; one clear line on stderr when it fails.

/** Wrong use of a command: said in one line, without a stack. */
export class Usage extends Error {
  override readonly name = "Usage";
}

export function answer(value: unknown): void {
  process.stdout.write(`${JSON.stringify(value)}\n`);
}

/** `timeZone` → `--time-zone`: errors name what was typed. */
const option = (path: string) => `--${path.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;

export function checked<T extends z.ZodType>(schema: T, value: unknown, field = ""): z.output<T> {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const lines = parsed.error.issues.map(({ path, message }) => `${option(String(path[0] ?? field))}: ${message}`);
  throw new Usage(lines.join("; "));
}

function sentenceOf(error: unknown): string | null {
  if (error instanceof Usage) return error.message;
  if (error instanceof AppError) return error.errors?.map(({ message }) => message).join("; ") || error.message;
  if (isBusy(error)) return "The database is busy or out of reach";
  const code = (error as { code?: unknown } | null)?.code;
  // parseArgs: an option that does not exist or lacks its value.
  return error instanceof Error && String(code).startsWith("ERR_PARSE_ARGS") ? error.message : null;
}

/** Runs the command that the arguments name, closes the database and sets the exit code. */
export async function runCommand(
  commands: Record<string, (args: string[]) => Promise<void>>,
  usage: string,
): Promise<void> {
  const [name = "", ...args] = process.argv.slice(2);
  try {
    const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
    if (!command) throw new Usage(usage);
    await command(args);
  } catch (error) {
    const sentence = sentenceOf(error);
    process.stderr.write(`${sentence ?? (error instanceof Error ? error.stack : error)}\n`);
    process.exitCode = 1;
  } finally {
    await closeDatabase();
  }
}
