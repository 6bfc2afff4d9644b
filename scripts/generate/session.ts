import type { PoolClient } from "pg";
import { pool } from "@/lib/server/db";
import { copyInto } from "./copy";
import type { Batch, Library } from "./sittings";
import { MARKS, PERFORM, PLACES, PLAY_TABLES, PREPARE } from "./tables";

/** May this role write past the triggers? A superuser may, and whom one has allowed it. */
export async function mayGoPastTriggers(): Promise<boolean> {
  const client = await pool().connect();
  try {
    await client.query("SET session_replication_role = replica");
    return true;
  } catch {
    return false;
  } finally {
    client.release(true);
  }
}

/** One connection that writes batches. It has temporary tables of its own, so nobody else gets it afterwards. */
export class Session {
  private plays = 0;

  private constructor(
    private readonly client: PoolClient,
    private readonly organizationId: string,
    private readonly pastTriggers: boolean,
  ) {}

  static async open(organizationId: string, pastTriggers: boolean): Promise<Session> {
    const client = await pool().connect();
    for (const statement of PREPARE) await client.query(statement);
    return new Session(client, organizationId, pastTriggers);
  }

  close(): void {
    this.client.release(true);
  }

  /** All of a batch or nothing. */
  async perform(library: Library, batch: Batch): Promise<void> {
    await this.bring(library, batch);
    await this.client.query(PLACES, [this.organizationId]);
    await this.client.query("BEGIN");
    try {
      if (this.pastTriggers) {
        await this.client.query(MARKS, [this.organizationId]);
        await this.client.query("SET LOCAL session_replication_role = replica");
      }
      for (const statement of PERFORM) await this.client.query(statement, [this.organizationId]);
      await this.client.query("COMMIT");
    } catch (error) {
      await this.client.query("ROLLBACK");
      throw error;
    }
  }

  private async bring(library: Library, { sittings, plays }: Batch): Promise<void> {
    const missing = library.lines.slice(this.plays, plays);
    for (const table of PLAY_TABLES)
      await copyInto(
        this.client,
        table,
        missing.flatMap((lines) => lines[table]),
      );
    this.plays = plays;
    await this.client.query("TRUNCATE sitting");
    await copyInto(this.client, "sitting", sittings);
  }
}
