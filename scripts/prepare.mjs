// Before `npm start`: installs, generates and builds what is missing. Plain Node 20.19 or newer, no dependency.
import { ensure } from "./prepare-steps.mjs";

const say = (text) => process.stdout.write(`${text}\n`);

const [major, minor] = process.versions.node.split(".").map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
  process.stderr.write(`Pixelledger needs Node 20.19 or newer to install itself; this is ${process.version}.\n`);
  process.exit(1);
}

const wanted = process.argv.slice(2);
try {
  for (const step of wanted.length > 0 ? wanted : ["install", "generate", "build"]) await ensure(step, { log: say });
} catch (error) {
  process.stderr.write(`${error.message}\n`);
  process.exit(1);
}
