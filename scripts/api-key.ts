import { parseArgs } from "node:util";
import { apiKeyInput } from "@/lib/auth/schema/people";
import { systemActorOf } from "@/lib/auth/service/actors";
import { createApiKey } from "@/lib/auth/service/api-keys";
import { organizationIdOf } from "@/lib/founding/service";
import { answer, checked, runCommand, Usage } from "./command";

const USAGE = `Usage: npm run api-key -- create --organization <slug> --name <name> --role <role>
         [--scopes jobs:log,figures:read] [--cost-centers CODE,CODE] [--expires 2027-01-31T00:00:00Z]
Roles: viewer, logger, reviewer, creative_lead, controller, admin`;

const listOf = (text: string | undefined) => (text === undefined ? null : text.split(",").map((item) => item.trim()));

async function create(args: string[]): Promise<void> {
  const { values } = parseArgs({
    args,
    options: {
      organization: { type: "string" },
      name: { type: "string" },
      role: { type: "string" },
      scopes: { type: "string" },
      "cost-centers": { type: "string" },
      expires: { type: "string" },
    },
  });
  if (!values.organization) throw new Usage("--organization is needed");
  const input = checked(apiKeyInput, {
    name: values.name,
    role: values.role,
    scopes: listOf(values.scopes),
    costCenters: listOf(values["cost-centers"]),
    expiresAt: values.expires ?? null,
  });
  const actor = await systemActorOf(await organizationIdOf(values.organization));
  const { id, key, role, scopes } = await createApiKey(actor, input);
  answer({ id, key, role, scopes });
}

await runCommand({ create }, USAGE);
