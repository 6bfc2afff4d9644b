import { expect, test, vi } from "vitest";
import { anOrganization } from "@/lib/testing/make";
import { Prisma } from "@/prisma/generated/client";
import { type Db, db, pool, transaction } from "./db";
import { rowsOf, run } from "./straight";

const nameOf = async (at: Db, id: string) =>
  (await rowsOf<{ name: string }>(at, Prisma.sql`SELECT name FROM organization WHERE id = ${id}::uuid`))[0]?.name;
const rename = (at: Db, id: string, name: string) =>
  run(at, Prisma.sql`UPDATE organization SET name = ${name} WHERE id = ${id}::uuid`);

test("what goes straight to the connection is part of the transaction, also when that takes other connections meanwhile", async () => {
  const { organization } = await anOrganization({ name: "before" });
  const broken = transaction(async (tx) => {
    const other = await pool().connect();
    other.release();
    await rename(tx, organization.id, "after");
    expect(await nameOf(tx, organization.id)).toBe("after");
    expect(await tx.organization.findUnique({ where: { id: organization.id } })).toMatchObject({ name: "after" });
    throw new Error("taken back");
  });
  await expect(broken).rejects.toThrow("taken back");
  expect(await nameOf(db(), organization.id)).toBe("before");
});

test("a transaction that has ended lets nothing through to a connection that others have by now", async () => {
  const { organization } = await anOrganization({ name: "before" });
  const ended = await transaction(async (tx) => ({ tx }));
  await expect(rename(ended.tx, organization.id, "late")).rejects.toThrow("ended");
  expect(await nameOf(db(), organization.id)).toBe("before");
});

test("pages and endpoints that were built with a copy of their own each work on the one pool", async () => {
  const { organization } = await anOrganization({ name: "before" });
  // The pool is of the copy that came first.
  expect(await nameOf(db(), organization.id)).toBe("before");
  vi.resetModules();
  const [copy, straight] = [await import("./db"), await import("./straight")];
  expect(copy.transaction).not.toBe(transaction);
  expect(copy.pool()).toBe(pool());
  const rename = Prisma.sql`UPDATE organization SET name = 'after' WHERE id = ${organization.id}::uuid`;
  await copy.transaction((tx) => straight.run(tx, rename));
  expect(await nameOf(db(), organization.id)).toBe("after");
});
