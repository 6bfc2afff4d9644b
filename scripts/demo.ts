import { randomInt } from "node:crypto";
import { type Demo, makeDemo } from "@/lib/demo/service";
import { closeDatabase } from "@/lib/server/db";
import { env } from "@/lib/server/env";

// npm run demo, and the first start with the embedded database: the demo organization, with its sign-in on the screen.

// No letters or digits that look like others.
const LETTERS = "abcdefghjkmnpqrstuvwxyz23456789";
const group = () => Array.from({ length: 4 }, () => LETTERS[randomInt(LETTERS.length)]).join("");
const randomPassword = () => [group(), group(), group(), group()].join("-");

const say = (text: string) => process.stdout.write(`${text}\n`);

function signIn({ name, jobs, people }: Demo, password: string): string {
  const rows = people.map((person) => `    ${person.email.padEnd(32)}${person.name.padEnd(18)}${person.role}`);
  return [
    "",
    `  Demo organization "${name}": ${jobs.toLocaleString("en")} jobs of the last twelve months, all of it made up`,
    "",
    `    Sign in     ${new URL("/sign-in", env.BASE_URL).href}`,
    `    Password    ${password}    (for each of these people; it is not shown again)`,
    "",
    ...rows,
    "",
  ].join("\n");
}

async function run(): Promise<void> {
  say("Making the demo organization …");
  const password = randomPassword();
  const made = await makeDemo({ password, now: new Date() });
  say(made ? signIn(made, password) : "There is a demo organization already; nothing was changed.");
}

try {
  await run();
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.stack : error}\n`);
  process.exitCode = 1;
} finally {
  await closeDatabase();
}
