import { findCheckIns } from "../../domain/checkIns/findCheckIns";
import { findReportables } from "../../domain/checkIns/findReportables";
import { recordCheckIn } from "../../domain/checkIns/recordCheckIn";
import { retractCheckIn } from "../../domain/checkIns/retractCheckIn";
import { findTeam } from "../../domain/goals/findTeam";
import { findToday } from "../../domain/goals/findToday";
import { toScaled } from "../../domain/goals/formatAmount";
import type { Api } from "../Api";
import { presentCheckIn } from "../presenters/checkIn";
import { decimal } from "../presenters/goal";
import { presentPerson } from "../presenters/person";
import { presentTeam } from "../presenters/team";
import { presentReportable, presentToday } from "../presenters/today";
import { ById, Nothing } from "../schemas/goals";
import * as schema from "../schemas/today";

/** Where things stand today, and reports on them. */
export function todayRoutes(api: Api) {
  api.read("/me/today", { summary: "What today asks for", input: Nothing, output: schema.Today }, async (reader) =>
    presentToday(await findToday(reader, reader.actor), reader),
  );
  api.read(
    "/me/reportable",
    { summary: "Key results I can report on, my own and my crew's", input: Nothing, output: schema.Reportables },
    async (reader) => {
      const { mine, crew } = await findReportables(reader);
      return {
        me: presentPerson(reader.actor),
        mine: mine.map(presentReportable),
        crew: crew.map(({ person, keyResults }) => ({
          person: presentPerson(person),
          keyResults: keyResults.map(presentReportable),
        })),
      };
    },
  );
  api.read("/team", { summary: "How the people below me stand", input: Nothing, output: schema.Team }, async (reader) =>
    presentTeam(await findTeam(reader, reader.actor.id)),
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
}
