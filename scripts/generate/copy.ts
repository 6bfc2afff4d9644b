import type { Client, Connection, Submittable } from "pg";

/** Rows of one table as Postgres reads them from COPY: columns apart by tabs, `\N` for nothing. */
export type Cell = string | number | null;
export const lineOf = (cells: readonly Cell[]) => `${cells.map((cell) => cell ?? "\\N").join("\t")}\n`;

type CopyConnection = Connection & { sendCopyFromChunk(chunk: Buffer): void; endCopyFrom(): void };

/** One COPY … FROM STDIN with its whole text at hand. */
class CopyIn implements Submittable {
  readonly done: Promise<void>;
  private finish: () => void = () => {};
  private fail: (error: Error) => void = () => {};

  constructor(
    private readonly statement: string,
    private readonly text: string,
  ) {
    this.done = new Promise((finish, fail) => {
      this.finish = finish;
      this.fail = fail;
    });
  }

  submit(connection: Connection): void {
    connection.query(this.statement);
  }

  handleCopyInResponse(connection: CopyConnection): void {
    connection.sendCopyFromChunk(Buffer.from(this.text));
    connection.endCopyFrom();
  }

  handleCommandComplete(): void {}

  handleError(error: Error): void {
    this.fail(error);
  }

  handleReadyForQuery(): void {
    this.finish();
  }
}

/** @param lines as `lineOf` makes them */
export async function copyInto(client: Pick<Client, "query">, table: string, lines: readonly string[]): Promise<void> {
  if (lines.length === 0) return;
  const copy = new CopyIn(`COPY ${table} FROM STDIN`, lines.join(""));
  client.query(copy);
  await copy.done;
}
