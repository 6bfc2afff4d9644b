// Runs work with the throw-away Postgres of the tests: the cached one of this folder, or the one `npm test` has made.
import { startTestPostgres } from "./test-postgres.mjs";

export async function withTestPostgres(work) {
  const postgres = await startTestPostgres(process.env.TEST_PG_HOME);
  // Ctrl-C reaches the command by itself; we stay to clean up after it.
  for (const name of ["SIGINT", "SIGTERM"]) process.on(name, () => {});
  try {
    return await work(postgres);
  } finally {
    await postgres.stop();
  }
}
