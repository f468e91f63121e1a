import { wordsFor } from "../../bot/say";
import { approveMany } from "../../domain/goals/approveMany";
import type { Api } from "../Api";
import * as schema from "../schemas/goalDetail";

export function approveManyRoutes(api: Api) {
  api.write(
    "post",
    "/approvals/approve",
    { summary: "Approve several goals, each for itself", input: schema.ApproveMany, output: schema.ApprovedMany },
    async (ctx, { body }) => ({
      results: (await approveMany(ctx, body.goalIds)).map(({ goalId, status, refusal }) => ({
        goalId,
        isApproved: refusal === null,
        status,
        detail: refusal && wordsFor(refusal.code, refusal.details),
      })),
    }),
  );
}
