import { IsNull, Not } from "typeorm";
import { BindingCode } from "../../entities";
import type { Context } from "../context";
import { record } from "../record";
import { hashBindingCode, makeBindingCode } from "./bindingCode";

export const bindingMinutes = 10;

interface IssuedCode {
  code: string;
  expiresAt: Date;
}

/** A code by which the actor ties an account of another chat to themselves. An earlier one no longer works. */
export async function issueBindingCode(ctx: Context): Promise<IssuedCode> {
  const issued = await issueCode(ctx, null);
  await record(ctx, "identity.codeIssued", ctx.actor.id);
  return issued;
}

/** The same for a room of the team: `departmentId` is the team's, and for the caller to allow. */
export async function issueCode(ctx: Context, departmentId: string | null): Promise<IssuedCode> {
  const code = makeBindingCode();
  const expiresAt = new Date(ctx.now.getTime() + bindingMinutes * 60_000);
  await ctx.db.delete(BindingCode, {
    employeeId: ctx.actor.id,
    departmentId: departmentId === null ? IsNull() : Not(IsNull()),
  });
  await ctx.db.insert(BindingCode, {
    codeHash: hashBindingCode(code),
    employeeId: ctx.actor.id,
    departmentId,
    expiresAt,
    usedAt: null,
  });
  return { code, expiresAt };
}
