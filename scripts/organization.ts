import { parseArgs } from "node:util";
import { email } from "@/lib/auth/schema/people";
import { organizationInput } from "@/lib/founding/schema";
import { deleteOrganization, foundOrganization, organizationIdOf, organizations } from "@/lib/founding/service";
import { answer, checked, runCommand, Usage } from "./command";

const USAGE = `Usage: npm run organization -- <command>
  create --name <name> --currency <EUR> --time-zone <Europe/Berlin> --owner-email <address>
         [--owner-name <name>] [--locale en|de] [--slug <slug>]
  list
  delete --slug <slug> --confirm <the same slug>`;

async function create(args: string[]): Promise<void> {
  const { values } = parseArgs({
    args,
    options: {
      name: { type: "string" },
      currency: { type: "string" },
      "time-zone": { type: "string" },
      "owner-email": { type: "string" },
      "owner-name": { type: "string" },
      locale: { type: "string", default: "en" },
      slug: { type: "string" },
    },
  });
  const { name, currency, locale, slug } = values;
  const fields = { name, currency, timeZone: values["time-zone"], locale, ...(slug === undefined ? {} : { slug }) };
  const input = checked(organizationInput, fields);
  const invite = checked(email, values["owner-email"], "owner-email");
  const { organization, invitationUrl } = await foundOrganization({ ...input, owner: { invite } });
  answer({
    id: organization.id,
    slug: organization.slug,
    invitationUrl: withName(invitationUrl, values["owner-name"]),
  });
}

/** The form behind the link begins with this name; the owner may change it. */
function withName(url: string | null, name: string | undefined): string | null {
  return url && name ? `${url}?${new URLSearchParams({ name })}` : url;
}

async function erase(args: string[]): Promise<void> {
  const { values } = parseArgs({ args, options: { slug: { type: "string" }, confirm: { type: "string" } } });
  const { slug } = values;
  if (!slug) throw new Usage("--slug is needed");
  await organizationIdOf(slug);
  if (values.confirm !== slug)
    throw new Usage(`This erases "${slug}" with everything booked in it, for good. To do it, add: --confirm ${slug}`);
  answer(await deleteOrganization(slug));
}

const COMMANDS: Record<string, (args: string[]) => Promise<void>> = {
  create,
  list: async () => answer(await organizations()),
  delete: erase,
};

await runCommand(COMMANDS, USAGE);
