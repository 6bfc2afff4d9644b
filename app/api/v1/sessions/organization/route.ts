import { openEndpoint } from "@/app/api/auth/open-endpoint";
import { accepted, switchInput } from "@/lib/auth/schema/people";
import { switchOrganization } from "@/lib/auth/service/people";
import { visitorFrom } from "@/lib/auth/session";

/** The signed-in person goes on in another organization of theirs. */
export const POST = openEndpoint({
  input: switchInput,
  output: accepted,
  run: async (request, { organizationId }) => {
    const { organization } = await switchOrganization(await visitorFrom(request), organizationId);
    const { id, slug, name } = organization;
    return { body: { organization: { id, slug, name } } };
  },
});
