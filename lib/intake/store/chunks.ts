import "server-only";
import type { Db } from "@/lib/server/db";

export async function insertChunk(
  db: Db,
  {
    organizationId,
    importId,
    index,
    bytes,
  }: { organizationId: string; importId: string; index: number; bytes: Uint8Array<ArrayBuffer> },
): Promise<void> {
  await db.importChunk.create({ data: { organizationId, importId, index, bytes }, select: { index: true } });
}

/** The uploaded file piece by piece; the next piece is fetched while this one is read. */
export async function* chunksOf(db: () => Db, organizationId: string, importId: string): AsyncGenerator<Uint8Array> {
  const piece = (index: number) =>
    db().importChunk.findUnique({
      where: { organizationId_importId_index: { organizationId, importId, index } },
      select: { bytes: true },
    });
  let next = await piece(0);
  for (let index = 1; next; index += 1) {
    const coming = piece(index);
    // Looked at below; a reader that stops early must not leave an unhandled refusal behind.
    coming.catch(() => undefined);
    yield next.bytes;
    next = await coming;
  }
}

/** The file goes once it is booked: what it said lives on in jobs, refused rows are kept by themselves. */
export async function deleteChunks(db: Db, organizationId: string, importId: string): Promise<void> {
  await db.importChunk.deleteMany({ where: { organizationId, importId } });
}
