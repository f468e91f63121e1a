import { findRules } from "../../domain/rules/findRules";
import { approveRule, pauseRule, startRule } from "../../domain/rules/moveRule";
import { previewRule } from "../../domain/rules/previewRule";
import { createRule, editRule } from "../../domain/rules/writeRule";
import type { Api } from "../Api";
import { presentRule, readRule } from "../presenters/rule";
import { ById, Nothing } from "../schemas/goals";
import * as schema from "../schemas/rules";

export function ruleRoutes(api: Api) {
  api.read("/rules", { summary: "What is given by itself", input: Nothing, output: schema.Rules }, async (reader) => ({
    rules: (await findRules(reader)).map((view) => ({ ...presentRule(view.rule, reader.actor), given: view.given })),
  }));
  api.write(
    "post",
    "/rules",
    { summary: "Write a rule", input: schema.WriteRule, output: schema.Rule },
    async (ctx, { body }) => presentRule(await createRule(ctx, readRule(body)), ctx.actor),
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
  api.write(
    "patch",
    "/rules/:id",
    { summary: "Change a rule that is not running", input: schema.EditRule, output: schema.Rule },
    async (ctx, { params, body }) => presentRule(await editRule(ctx, params.id, readRule(body)), ctx.actor),
  );
  const moves = {
    start: ["Let a rule give; with money, ask a second person first", startRule],
    approve: ["Agree to a rule that gives money", approveRule],
    pause: ["Let a rule give nothing any more", pauseRule],
  } as const;
  for (const [move, [summary, run]] of Object.entries(moves))
    api.write("post", `/rules/:id/${move}`, { summary, input: ById, output: schema.Rule }, async (ctx, { params }) =>
      presentRule(await run(ctx, params.id), ctx.actor),
    );
}
