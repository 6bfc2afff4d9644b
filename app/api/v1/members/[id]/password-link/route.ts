import { endpoint } from "@/app/api/endpoint";
import { idInput, passwordLink } from "@/lib/auth/schema/people";
import { passwordLinkFor } from "@/lib/auth/service/members";

export const POST = endpoint({
  input: idInput,
  output: passwordLink,
  status: 201,
  secret: ["url"],
  run: passwordLinkFor,
});
