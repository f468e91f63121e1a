import { z } from "zod";
import { findGivingTeams } from "../../domain/packets/findGivingTeams";
import { mayGive } from "../../domain/people/findRecipients";
import { cheer } from "../../domain/recognition/cheer";
import { createBadge, editBadge } from "../../domain/recognition/editBadge";
import { findBadges, findGivableBadges } from "../../domain/recognition/findBadges";
import { findPraiseRings } from "../../domain/recognition/findPraiseRings";
import { findRecognitions } from "../../domain/recognition/findRecognitions";
import { giveAward } from "../../domain/recognition/giveAward";
import { praise } from "../../domain/recognition/praise";
import { retractAward } from "../../domain/recognition/retractAward";
import { changeValues, findValues } from "../../domain/recognition/values";
import type { Api } from "../Api";
import { presentPerson } from "../presenters/person";
import { mayEdit, presentBadge, presentRecognition } from "../presenters/recognition";
import { ById, Id, Nothing } from "../schemas/goals";
import * as schema from "../schemas/recognition";
import { ListRecognitions, Praise, Recognitions } from "../schemas/today";

export function recognitionRoutes(api: Api) {
  api.read(
    "/recognitions",
    { summary: "Badges, honours and praise", input: ListRecognitions, output: Recognitions },
    async (reader, { query }) => ({
      recognitions: (await findRecognitions(reader.db, { ...query, viewerId: reader.actor.id })).map((one) =>
        presentRecognition(one, reader),
      ),
      abilities: { give: await mayGive(reader) },
    }),
  );
  api.write(
    "post",
    "/recognitions",
    { summary: "Praise a colleague", input: Praise, output: z.object({ id: Id }) },
    async (ctx, { body }) => ({
      id: (await praise(ctx, body)).id,
    }),
  );
  api.read(
    "/awards/choices",
    { summary: "Badges, teams and values to give by", input: Nothing, output: schema.AwardChoices },
    async (reader) => ({
      badges: (await findGivableBadges(reader.db)).map(presentBadge),
      teams: await findGivingTeams(reader),
      values: [...(await findValues(reader.db))],
      abilities: { give: await mayGive(reader) },
    }),
  );
  api.write(
    "post",
    "/awards",
    { summary: "Give a badge or an honour to a person or a team", input: schema.GiveAward, output: schema.Given },
    async (ctx, { body }) => {
      const awards = await giveAward(ctx, body);
      return { id: awards[0]!.id, receivers: awards.length };
    },
  );
  api.write(
    "delete",
    "/recognitions/:id",
    {
      summary: "Take praise, a badge or an honour back within ten minutes",
      input: ById,
      output: z.object({ id: Id }),
    },
    async (ctx, { params }) => ({ id: (await retractAward(ctx, params.id)).id }),
  );
  api.write(
    "post",
    "/recognitions/:id/cheer",
    { summary: "Thank or congratulate", input: ById, output: schema.Cheered },
    async (ctx, { params }) => ({ id: params.id, kind: (await cheer(ctx, params.id)).kind }),
  );
  badgeRoutes(api);
  valueRoutes(api);
}

function badgeRoutes(api: Api) {
  api.read("/badges", { summary: "The badges", input: Nothing, output: schema.Badges }, async ({ db, actor }) => ({
    badges: (await findBadges(db)).map(presentBadge),
    abilities: mayEdit(actor, "editBadges"),
  }));
  api.write(
    "post",
    "/badges",
    { summary: "Add a badge of the company's own", input: schema.CreateBadge, output: schema.Badge },
    async (ctx, { body }) => presentBadge(await createBadge(ctx, body)),
  );
  api.write(
    "patch",
    "/badges/:code",
    { summary: "Change or archive a badge", input: schema.EditBadge, output: schema.Badge },
    async (ctx, { params, body }) => presentBadge(await editBadge(ctx, params.code, body)),
  );
}

function valueRoutes(api: Api) {
  api.read(
    "/values",
    { summary: "What a recognition can stand for", input: Nothing, output: schema.Values },
    async ({ db, actor }) => ({ values: [...(await findValues(db))], abilities: mayEdit(actor, "editValues") }),
  );
  api.write(
    "patch",
    "/values",
    { summary: "Write the company's values", input: schema.ChangeValues, output: schema.Values },
    async (ctx, { body }) => ({
      values: [...(await changeValues(ctx, body.values))],
      abilities: mayEdit(ctx.actor, "editValues"),
    }),
  );
  api.read(
    "/praise-rings",
    { summary: "Who praises each other in a circle", input: Nothing, output: schema.PraiseRings },
    async (reader) => ({
      rings: (await findPraiseRings(reader)).map(({ members, praises }) => ({
        members: members.map(presentPerson),
        praises,
      })),
    }),
  );
}
