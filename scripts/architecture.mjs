// npm run arch: who may import whom. With a TypeScript it does not know, dependency-cruiser reads nothing and reports
// success, so the number of modules is looked at too.
import { existsSync } from "node:fs";
import { join } from "node:path";
import { runCommand } from "./prepare-steps.mjs";
import { bin, root } from "./project.mjs";

const folders = ["app", "components", "lib"].filter((folder) => existsSync(join(root, folder)));
const command = [join(bin, "depcruise"), "--config", ".dependency-cruiser.cjs", "--output-type", "err", ...folders];
const { code, said } = await runCommand(command, { isQuiet: true });
process.stdout.write(said);

const modules = Number(/(\d+) modules/.exec(said)?.[1] ?? 0);
if (modules === 0)
  process.stderr.write("dependency-cruiser has read no module at all, so this check proves nothing.\n");
process.exitCode = code !== 0 || modules === 0 ? 1 : 0;
