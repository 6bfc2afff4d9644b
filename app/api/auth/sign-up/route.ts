import { isOwnOrigin, signInNew, visitorOf } from "@/lib/auth/library";
import { countAttempt } from "@/lib/auth/service/attempts";
import { switchOrganization } from "@/lib/auth/service/people";
import { AppError } from "@/lib/core/errors";
import { founded, signUpInput } from "@/lib/founding/schema";
import { signUp } from "@/lib/founding/service";
import { openEndpoint } from "../open-endpoint";

/** Founds an organization, together with the account of its first admin unless they are signed in. */
export const POST = openEndpoint({
  input: signUpInput,
  output: founded,
  run: async (request, input) => {
    const visitor = await visitorOf(request.headers);
    if ((visitor || request.headers.has("origin")) && !isOwnOrigin(request.headers))
      throw new AppError("forbidden", "This request comes from another site");
    const honest = await countAttempt("sign-up", request.headers);
    const { organization } = await signUp(visitor?.userId ?? null, input);
    await honest();
    const { id, slug, name } = organization;
    const body = { organization: { id, slug, name } };
    if (visitor) {
      await switchOrganization(visitor, id);
      return { status: 201, body };
    }
    const cookies = input.owner ? await signInNew(input.owner.email, input.owner.password, request.headers) : [];
    return { status: 201, body, cookies };
  },
});
