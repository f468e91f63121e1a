import { BindingCode } from "../../entities";
import type { Context } from "../context";
import { record } from "../record";
import { hashBindingCode, makeBindingCode } from "./bindingCode";

export const bindingMinutes = 10;

/** A code by which the actor ties an account of another chat to themselves. An earlier one no longer works. */
export async function issueBindingCode(ctx: Context): Promise<{ code: string; expiresAt: Date }> {
  const code = makeBindingCode();
  const expiresAt = new Date(ctx.now.getTime() + bindingMinutes * 60_000);
  await ctx.db.delete(BindingCode, { employeeId: ctx.actor.id });
  await ctx.db.insert(BindingCode, {
    codeHash: hashBindingCode(code),
    employeeId: ctx.actor.id,
    expiresAt,
    usedAt: null,
  });
  await record(ctx, "identity.codeIssued", ctx.actor.id);
  return { code, expiresAt };
}
