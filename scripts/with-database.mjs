// npm run organization | api-key | demo | worker: runs a TypeScript command with a database. Uses the one in DATABASE_URL,
// else the embedded one: the running server's, or one started for the command. Stdout belongs to the command alone.
import { spawn } from "node:child_process";
import { typescript } from "./app-processes.mjs";
import { openDatabase } from "./database.mjs";
import { root } from "./project.mjs";
import { runningLauncher } from "./runtime.mjs";
import { appEnvironment, readSettings } from "./settings.mjs";
import { onStop } from "./stop-signals.mjs";

/** Beside a running server, links must show its address. */
function asRunning(settings) {
  const running = runningLauncher(settings.dataDir);
  return running ? { ...settings, port: running.port, baseUrl: running.baseUrl } : settings;
}

async function runWithDatabase(file, args) {
  const settings = asRunning(await readSettings());
  const database = await openDatabase(settings);
  try {
    // A command's statements take as long as they need: rebuilding, deleting, copying millions.
    const env = { DATABASE_STATEMENT_SECONDS: "0", ...appEnvironment(settings, database) };
    const child = spawn(process.execPath, [...typescript(file), ...args], { cwd: root, env, stdio: "inherit" });
    onStop((why) => child.kill(why === "npm ended" ? "SIGTERM" : why));
    return await new Promise((done) => child.on("close", (code) => done(code ?? 1)));
  } finally {
    await database.stop();
  }
}

const [file, ...args] = process.argv.slice(2);
try {
  process.exitCode = await runWithDatabase(file, args);
} catch (error) {
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}
