import { isOwnOrigin, signInNew, visitorOf } from "@/lib/auth/library";
import { accepted, acceptInput } from "@/lib/auth/schema/people";
import { countAttempt } from "@/lib/auth/service/attempts";
import { acceptInvitation } from "@/lib/auth/service/invitations";
import { switchOrganization } from "@/lib/auth/service/people";
import { AppError } from "@/lib/core/errors";
import { openEndpoint } from "../open-endpoint";

/** The holder of an invitation's link becomes a member and is signed in. */
export const POST = openEndpoint({
  input: acceptInput,
  output: accepted,
  run: async (request, input) => {
    const visitor = await visitorOf(request.headers);
    if ((visitor || request.headers.has("origin")) && !isOwnOrigin(request.headers))
      throw new AppError("forbidden", "This request comes from another site");
    const honest = await countAttempt("accept-invitation", request.headers);
    const { actor, signIn } = await acceptInvitation(visitor?.userId ?? null, input);
    await honest();
    const { id, slug, name } = actor.organization;
    if (visitor) await switchOrganization(visitor, id);
    const cookies = signIn ? await signInNew(signIn.email, signIn.password, request.headers) : [];
    return { body: { organization: { id, slug, name } }, cookies };
  },
});
