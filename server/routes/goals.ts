import type { z } from "zod";
import { addComment } from "../../domain/comments/addComment";
import type { Context } from "../../domain/context";
import { findCycles } from "../../domain/cycles/findCycles";
import { Invalid } from "../../domain/errors";
import { approveGoal } from "../../domain/goals/approveGoal";
import { describeGoal } from "../../domain/goals/describeGoal";
import { editGoal } from "../../domain/goals/editGoal";
import { findGoalDetail } from "../../domain/goals/findGoalDetail";
import { findGoals } from "../../domain/goals/findGoals";
import { findProposalChoices } from "../../domain/goals/findProposalChoices";
import { toScaled } from "../../domain/goals/formatAmount";
import type { Goal } from "../../domain/goals/Goal";
import { type ProposedKeyResult, proposeGoal } from "../../domain/goals/proposeGoal";
import { returnGoal } from "../../domain/goals/returnGoal";
import { submitGoal } from "../../domain/goals/submitGoal";
import { undoApproval } from "../../domain/goals/undoApproval";
import { withdrawGoal } from "../../domain/goals/withdrawGoal";
import type { Cycle } from "../../entities";
import type { Api } from "../Api";
import { presentGoal } from "../presenters/goal";
import { presentGoalDetail, presentPathStep } from "../presenters/goalDetail";
import { presentPerson } from "../presenters/person";
import { AddComment, Comment, GoalDetail, ProposalChoices } from "../schemas/goalDetail";
import * as schema from "../schemas/goals";

const { ById, Goal: GoalSchema, Goals } = schema;

export function goalRoutes(api: Api) {
  const present = async (ctx: Context, goal: Goal) => presentGoal(await describeGoal(ctx, goal), ctx);

  api.read(
    "/cycles",
    { summary: "Cycles that are running", input: schema.Nothing, output: schema.Cycles },
    async (reader) => ({
      cycles: (await findCycles(reader)).map(presentCycle),
    }),
  );
  api.read(
    "/goals",
    { summary: "Goals one may read, newest first", input: schema.ListGoals, output: Goals },
    async (reader, { query }) => {
      const { owner, status, after, limit } = query;
      const ownerId = owner === "me" ? reader.actor.id : owner;
      const views = await findGoals(reader, { ownerId, statuses: status, after, limit });
      return { goals: views.map((view) => presentGoal(view, reader)) };
    },
  );
  api.read("/goals/:id", { summary: "One goal", input: ById, output: GoalDetail }, async (reader, { params }) =>
    presentGoalDetail(await findGoalDetail(reader, params.id), reader),
  );
  api.read(
    "/me/proposal",
    { summary: "What a new goal can be made of", input: schema.Nothing, output: ProposalChoices },
    async (reader) => {
      const { cycles, parents, drafts } = await findProposalChoices(reader);
      return {
        cycles: cycles.map(presentCycle),
        parents: parents.map((view) => ({ ...presentPathStep(view), cycleId: view.cycle.id })),
        drafts: drafts.map((view) => presentGoal(view, reader)),
      };
    },
  );
  api.write(
    "post",
    "/goals/:id/comments",
    { summary: "Ask for help, or answer", input: AddComment, output: Comment },
    async (ctx, { params, body }) => {
      const { id, kind, text, at } = await addComment(ctx, params.id, body);
      return { id, kind, text, by: presentPerson(ctx.actor), at: at.toISOString() };
    },
  );
  api.write(
    "post",
    "/goals",
    { summary: "Propose a goal", input: schema.ProposeGoal, output: GoalSchema },
    async (ctx, { body }) =>
      present(ctx, await proposeGoal(ctx, { ...body, keyResults: body.keyResults.map(readKeyResult) })),
  );
  api.write(
    "patch",
    "/goals/:id",
    { summary: "Change a draft or returned goal", input: schema.EditGoal, output: GoalSchema },
    async (ctx, { params, body }) =>
      present(ctx, await editGoal(ctx, params.id, { ...body, keyResults: body.keyResults?.map(readKeyResult) })),
  );
  api.write(
    "post",
    "/goals/:id/return",
    { summary: "Give a goal back with a reason", input: schema.ReturnGoal, output: GoalSchema },
    async (ctx, { params, body }) => present(ctx, await returnGoal(ctx, params.id, body.reason)),
  );
  const move = (name: string, summary: string, verb: (ctx: Context, id: string) => Promise<Goal>) =>
    api.write("post", `/goals/:id/${name}`, { summary, input: ById, output: GoalSchema }, async (ctx, { params }) =>
      present(ctx, await verb(ctx, params.id)),
    );
  api.write(
    "post",
    "/goals/:id/submit",
    { summary: "Ask for approval", input: schema.SubmitGoal, output: GoalSchema },
    async (ctx, { params, body }) => present(ctx, await submitGoal(ctx, params.id, body?.note)),
  );
  move("approve", "Approve", approveGoal);
  move("undo-approval", "Take an approval back within ten minutes", undoApproval);
  move("withdraw", "Withdraw one's goal", withdrawGoal);
}

const presentCycle = ({ id, kind, name, startsOn, endsOn }: Cycle) => ({ id, kind, name, startsOn, endsOn });

function readKeyResult({
  start,
  target,
  weight,
  ...rest
}: z.infer<typeof schema.ProposedKeyResult>): ProposedKeyResult {
  if (rest.kind !== "binary" && target === undefined)
    throw new Invalid("keyResult.targetMissing", { title: rest.title });
  return {
    ...rest,
    start: start === undefined ? 0 : toScaled(start),
    target: target === undefined ? 10_000 : (toScaled(target) ?? 0),
    ...(weight !== undefined && { weight: Math.round(weight * 100) }),
  };
}
