import { z } from "zod";
import { findCheckIns } from "../../domain/checkIns/findCheckIns";
import { recordCheckIn } from "../../domain/checkIns/recordCheckIn";
import { retractCheckIn } from "../../domain/checkIns/retractCheckIn";
import { findTeam } from "../../domain/goals/findTeam";
import { findToday } from "../../domain/goals/findToday";
import { toScaled } from "../../domain/goals/formatAmount";
import { findPeople } from "../../domain/people/findPeople";
import { findRecognitions } from "../../domain/recognition/findRecognitions";
import { praise } from "../../domain/recognition/praise";
import { retractPraise } from "../../domain/recognition/retractPraise";
import type { Api } from "../Api";
import { presentCheckIn } from "../presenters/checkIn";
import { decimal, percent, presentKeyResult } from "../presenters/goal";
import { presentPerson } from "../presenters/person";
import { ById, Id, Nothing } from "../schemas/goals";
import * as schema from "../schemas/today";

export function todayRoutes(api: Api) {
  api.read("/me", { summary: "Who I am", input: Nothing, output: schema.Me }, async ({ actor }) => ({
    ...presentPerson(actor),
    roles: [...actor.roles],
  }));
  api.read("/me/today", { summary: "What today asks for", input: Nothing, output: schema.Today }, async (reader) => {
    const { keyResults, focus, latestAward, ...today } = await findToday(reader, reader.actor);
    return {
      ...today,
      focusId: focus?.row.id ?? null,
      keyResults: keyResults.map((one) =>
        Object.assign(presentKeyResult(one), {
          goalId: one.row.objectiveId,
          goalTitle: one.row.objectiveTitle,
          today: decimal(one.todayValue),
          yesterday: decimal(one.yesterdayValue),
          isReportedToday: one.isReportedToday,
        }),
      ),
      latestAward: latestAward && {
        id: latestAward.id,
        kind: latestAward.kind,
        reason: latestAward.reason,
        at: latestAward.awardedAt.toISOString(),
      },
    };
  });
  api.read(
    "/team",
    { summary: "How the people below me stand", input: Nothing, output: schema.Team },
    async (reader) => {
      const { members, average, best, behind, silent } = await findTeam(reader, reader.actor.id);
      return {
        average: percent(average),
        bestId: best?.id ?? null,
        behind: behind ? { ownerId: behind.row.ownerId, keyResultId: behind.row.id, title: behind.row.title } : null,
        silentIds: silent.map(({ id }) => id),
        members: members.map((member) => ({
          ...presentPerson(member),
          progress: percent(member.progress),
          isSilent: member.isSilent,
          keyResults: member.keyResults.map(({ row, attainment, status }) => ({
            id: row.id,
            title: row.title,
            attainment: percent(attainment),
            status,
          })),
        })),
      };
    },
  );
  api.read(
    "/key-results/:id/check-ins",
    { summary: "Reports on a key result, newest first", input: schema.ListCheckIns, output: schema.CheckIns },
    async (reader, { params, query }) => ({
      checkIns: (await findCheckIns(reader, { keyResultId: params.id, ...query })).map(presentCheckIn),
    }),
  );
  api.write(
    "post",
    "/key-results/:id/check-ins",
    { summary: "Report progress", input: schema.Report, output: schema.Reported },
    async (ctx, { params, body }) => {
      const { checkIn, keyResult, isReached } = await recordCheckIn(ctx, {
        keyResultId: params.id,
        operation: body.operation,
        amount: toScaled(body.amount) ?? 0,
        confidence: body.confidence ?? null,
        note: body.note ?? null,
        attachmentIds: body.attachmentIds,
        source: "web",
        occurredAt: body.occurredAt ? new Date(body.occurredAt) : ctx.now,
      });
      return { checkInId: checkIn.id, value: decimal(keyResult.current), isReached };
    },
  );
  api.write(
    "delete",
    "/check-ins/:id",
    { summary: "Take a report back", input: ById, output: schema.Reported },
    async (ctx, { params }) => {
      const { checkIn, keyResult } = await retractCheckIn(ctx, params.id);
      return { checkInId: checkIn.id, value: decimal(keyResult.current), isReached: false };
    },
  );
  api.read(
    "/people",
    { summary: "Find people by name", input: schema.FindPeople, output: schema.FoundPeople },
    async ({ db }, { query }) => ({
      people: (await findPeople(db, query)).map((person) => ({
        ...presentPerson(person),
        department: person.department,
        position: person.position,
      })),
    }),
  );
  api.read(
    "/recognitions",
    { summary: "Badges and praise", input: schema.ListRecognitions, output: schema.Recognitions },
    async ({ db }, { query }) => ({
      recognitions: (await findRecognitions(db, query)).map(({ award, receiver, giver, badge }) => ({
        id: award.id,
        kind: award.kind,
        receiver: presentPerson(receiver),
        giver: giver ? presentPerson(giver) : null,
        badge: badge?.name ?? null,
        // What was taken back is no longer said to anybody.
        reason: award.revokedAt ? null : award.reason,
        at: award.awardedAt.toISOString(),
        isRevoked: award.revokedAt !== null,
      })),
    }),
  );
  api.write(
    "post",
    "/recognitions",
    { summary: "Praise a colleague", input: schema.Praise, output: z.object({ id: Id }) },
    async (ctx, { body }) => ({
      id: (await praise(ctx, body)).id,
    }),
  );
  api.write(
    "delete",
    "/recognitions/:id",
    { summary: "Take praise back within ten minutes", input: ById, output: z.object({ id: Id }) },
    async (ctx, { params }) => ({ id: (await retractPraise(ctx, params.id)).id }),
  );
}
