// The database of a start: the person's own, or the embedded one. Checked and migrated before anybody uses it.
import { join } from "node:path";
import { migrate, NO_SUCH_DATABASE, query } from "./migrate.mjs";
import { startPostgres } from "./postgres.mjs";

const OLDEST = 15;

/** Without user and password, to be shown. */
function shown(url) {
  const { host, pathname } = new URL(url);
  return `${host}${pathname}`;
}

function reason(error) {
  const first = error.errors?.[0] ?? error;
  return first.message || first.code || String(first);
}

async function checkReach(name, url) {
  try {
    const [row] = await query(url, "SELECT current_setting('server_version_num')::int / 10000 AS major");
    if (row.major >= OLDEST) return;
    throw new Error(`it is Postgres ${row.major}, and ${OLDEST} or newer is needed`);
  } catch (error) {
    // Prisma's CLI makes a missing database, where the user may.
    if (error.code === NO_SUCH_DATABASE) return;
    throw new Error(`${name} (${shown(url)}) cannot be used: ${reason(error)}`);
  }
}

async function open(settings, log) {
  if (settings.isEmbedded) {
    const server = await startPostgres({ home: join(settings.dataDir, "postgres"), log });
    return { ...server, url: server.url("pixelledger") };
  }
  await checkReach("DATABASE_URL", settings.databaseUrl);
  if (settings.directUrl) await checkReach("DATABASE_DIRECT_URL", settings.directUrl);
  return { url: settings.databaseUrl, isRunning: () => true, stop: async () => true };
}

export async function openDatabase(settings, log = () => {}) {
  const database = await open(settings, log);
  try {
    if (await migrate(settings.directUrl ?? database.url)) log("Database migrated");
    return database;
  } catch (error) {
    await database.stop();
    throw error;
  }
}

export async function isEmpty(database) {
  const rows = await query(database.url, 'SELECT 1 FROM "organization" LIMIT 1');
  return rows.length === 0;
}
