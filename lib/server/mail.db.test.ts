import { afterAll, expect, test, vi } from "vitest";
import { invite } from "@/lib/auth/service/invitations";
import { passwordLinkFor } from "@/lib/auth/service/members";
import { anOrganization } from "@/lib/testing/make";
import { closeDatabase, db } from "./db";
import { sendMail } from "./mail";

// A real SMTP server in this process, before anything reads the settings.
const { server, received } = await vi.hoisted(async () => {
  const { SMTPServer } = await import("smtp-server");
  const received: string[] = [];
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ["STARTTLS"],
    onData(stream, _session, done) {
      let text = "";
      stream.on("data", (chunk: Buffer) => {
        text += chunk.toString("utf8");
      });
      stream.on("end", () => {
        received.push(text);
        done(text.includes("X-Refuse") ? new Error("refused") : null);
      });
    },
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const address = server.server.address();
  process.env.SMTP_URL = `smtp://127.0.0.1:${typeof address === "object" && address ? address.port : 0}`;
  process.env.MAIL_FROM = "Pixelledger <no-reply@example.test>";
  return { server, received };
});

afterAll(async () => {
  await new Promise<void>((done) => server.close(done));
  await closeDatabase();
});

/** Quoted-printable as people read it. */
const readable = (mail: string) =>
  mail
    .replaceAll("=\r\n", "")
    .replaceAll(/(?:=[0-9A-F]{2})+/g, (bytes) => decodeURIComponent(bytes.replaceAll("=", "%")));

test("an invitation is mailed in the organization's language, with the link that is also shown", async () => {
  const admin = await anOrganization({ locale: "de", name: "Studio Süd" });
  const { sent, url } = await invite(admin, { email: "neu@example.test", role: "viewer", costCenters: null });
  expect(sent).toBe(true);
  const mail = readable(received.at(-1) ?? "");
  expect(mail).toContain("To: neu@example.test");
  expect(mail).toContain("From: Pixelledger <no-reply@example.test>");
  expect(mail).toContain(url);
  expect(mail).toContain("7 Tage");
});

test("a link for a new password goes to the person by mail, in their language, and not to the admin", async () => {
  const admin = await anOrganization({ locale: "de" });
  const member = await db().member.findFirstOrThrow({ where: { id: admin.id ?? "" } });
  await db().user.update({ where: { id: member.userId }, data: { locale: "en" } });
  expect(await passwordLinkFor(admin, { id: admin.id ?? "" })).toMatchObject({ url: null, sent: true });
  const mail = readable(received.at(-1) ?? "");
  expect(mail).toContain("/reset-password?token=");
  expect(mail).toContain("choose a new password");
});

test("a mail server that refuses is answered with not sent, and the link is still shown", async () => {
  expect(await sendMail({ to: "a@example.test", subject: "X-Refuse", text: "X-Refuse" })).toBe(false);
});
