import { endpoint } from "@/app/api/endpoint";
import { createdInvitation, invitationInput, invitationPage, peoplePageQuery } from "@/lib/auth/schema/people";
import { invitationsOf, invite } from "@/lib/auth/service/invitations";

export const GET = endpoint({ input: peoplePageQuery, output: invitationPage, run: invitationsOf });
export const POST = endpoint({
  input: invitationInput,
  output: createdInvitation,
  status: 201,
  secret: ["url"],
  run: invite,
});
