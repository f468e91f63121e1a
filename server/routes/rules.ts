import type { Context } from "../../domain/context";
import { findRuleChoices } from "../../domain/rules/findRuleChoices";
import { findRule, findRules } from "../../domain/rules/findRules";
import { approveRule, pauseRule, startRule } from "../../domain/rules/moveRule";
import { previewRule } from "../../domain/rules/previewRule";
import { returnRule } from "../../domain/rules/returnRule";
import { rulePolicy } from "../../domain/rules/rulePolicy";
import { createRule, editRule } from "../../domain/rules/writeRule";
import type { Api } from "../Api";
import { presentRule, presentRuleChoices, readRule } from "../presenters/rule";
import { ById, Nothing } from "../schemas/goals";
import * as schema from "../schemas/rules";

export function ruleRoutes(api: Api) {
  api.read("/rules", { summary: "What is given by itself", input: Nothing, output: schema.Rules }, async (reader) => ({
    rules: (await findRules(reader)).map((view) => presentRule(view, reader.actor)),
    abilities: { write: rulePolicy.write(reader.actor) },
  }));
  api.read(
    "/rules/choices",
    { summary: "What a rule can be made of", input: Nothing, output: schema.RuleChoices },
    async (reader) => presentRuleChoices(await findRuleChoices(reader)),
  );
  api.write(
    "post",
    "/rules",
    { summary: "Write a rule", input: schema.WriteRule, output: schema.Rule },
    async (ctx, { body }) => show(ctx, (await createRule(ctx, readRule(body))).id),
  );
  // A query, not a write: in a large company it reads millions of figures, and holds nobody up.
  api.read(
    "/rules/preview",
    {
      summary: "What a rule would have given over the last 90 days",
      input: schema.PreviewRule,
      output: schema.Preview,
    },
    (reader, { query }) => previewRule(reader, readRule(query)),
  );
  api.read("/rules/:id", { summary: "One rule", input: ById, output: schema.Rule }, (reader, { params }) =>
    show(reader, params.id),
  );
  api.write(
    "patch",
    "/rules/:id",
    { summary: "Change a rule that is not running", input: schema.EditRule, output: schema.Rule },
    async (ctx, { params, body }) => show(ctx, (await editRule(ctx, params.id, readRule(body))).id),
  );
  const moves = {
    start: ["Let a rule give; with money, ask a second person first", startRule],
    approve: ["Agree to a rule that gives money", approveRule],
    pause: ["Let a rule give nothing any more", pauseRule],
  } as const;
  for (const [move, [summary, run]] of Object.entries(moves))
    api.write("post", `/rules/:id/${move}`, { summary, input: ById, output: schema.Rule }, async (ctx, { params }) =>
      show(ctx, (await run(ctx, params.id)).id),
    );
  api.write(
    "post",
    "/rules/:id/return",
    { summary: "Give a rule back with a reason instead of agreeing", input: schema.ReturnRule, output: schema.Rule },
    async (ctx, { params, body }) => show(ctx, (await returnRule(ctx, params.id, body.reason)).id),
  );
}

const show = async (ctx: Pick<Context, "db" | "actor">, id: string) => presentRule(await findRule(ctx, id), ctx.actor);
