import type { AwardRule } from "../../entities";
import type { Context } from "../context";
import { Conflict, Invalid } from "../errors";
import { plainLine } from "../plainLine";
import { record } from "../record";
import { lockRule } from "./lockRule";

const mostLetters = 100;

/**
 * One of those asked to agree says no, with a reason its writer reads: it is a draft again. Doing it twice is doing it
 * once.
 */
export async function returnRule(ctx: Context, id: string, reason: string): Promise<AwardRule> {
  const note = plainLine(reason);
  if (note === "" || note.length > mostLetters) throw new Invalid("rule.note", { most: mostLetters });
  const rule = await lockRule(ctx, id, "return");
  if (rule.state === "draft" && rule.returnedById === ctx.actor.id && rule.returnNote === note) return rule;
  if (rule.state !== "waiting") throw new Conflict("rule.notWaiting");
  rule.state = "draft";
  rule.noteReturn(ctx.actor.id, note);
  await ctx.db.save(rule);
  await record(
    ctx,
    "rule.returned",
    id,
    { note },
    {
      to: [rule.createdById],
      template: "ruleReturned",
      kind: "approval",
      subjectId: id,
      data: { byId: ctx.actor.id, name: rule.name, note },
    },
  );
  return rule;
}
