import { In } from "typeorm";
import { businessDayOf } from "../../domain/calendar";
import type { Context } from "../../domain/context";
import { acceptIdea } from "../../domain/ideas/acceptIdea";
import { countValidIdeas, quarterlyAim, quarterOf } from "../../domain/ideas/countValidIdeas";
import { countWaiting, findIdea, findIdeas } from "../../domain/ideas/findIdeas";
import type { IdeaView } from "../../domain/ideas/IdeaView";
import { planEffect } from "../../domain/ideas/planEffect";
import { returnIdea } from "../../domain/ideas/returnIdea";
import { sendIdea } from "../../domain/ideas/sendIdea";
import { undoIdea } from "../../domain/ideas/undoIdea";
import { withdrawIdea } from "../../domain/ideas/withdrawIdea";
import { Employee, Metric } from "../../entities";
import type { Api, Reader } from "../Api";
import { presentIdea } from "../presenters/idea";
import { presentPerson } from "../presenters/person";
import { ById } from "../schemas/goals";
import * as schema from "../schemas/ideas";

export function ideaRoutes(api: Api) {
  api.read(
    "/ideas",
    {
      summary: "Ideas of mine, waiting for me, or accepted in the company",
      input: schema.ListIdeas,
      output: schema.Ideas,
    },
    async (reader, { query }) => ({
      ideas: (await findIdeas(reader, query)).map((view) => presentIdea(view, reader)),
      waiting: await countWaiting(reader),
      quarter: await quarterFor(reader),
    }),
  );
  api.read(
    "/ideas/quarter",
    { summary: "Valid ideas of a quarter by person", input: schema.QuarterlyIdeas, output: schema.QuarterlyCounts },
    async ({ db, now, company }, { query }) => {
      const quarter = quarterOf(query.on ?? businessDayOf(now, company.zone));
      const counts = await countValidIdeas(db, quarter, company.zone);
      const people = new Map((await db.findBy(Employee, { id: In([...counts.keys()]) })).map((one) => [one.id, one]));
      return {
        ...quarter,
        aim: quarterlyAim,
        people: [...counts].map(([id, valid]) => ({
          ...presentPerson(people.get(id)!),
          valid,
          isReached: valid >= quarterlyAim,
        })),
      };
    },
  );
  api.read("/ideas/:id", { summary: "One idea", input: ById, output: schema.IdeaDetail }, (reader, { params }) =>
    detail(reader, findIdea(reader, params.id)),
  );
  api.write(
    "post",
    "/ideas",
    { summary: "Suggest how to do something better", input: schema.SendIdea, output: schema.IdeaDetail },
    async (ctx, { body }) => {
      const { id } = await sendIdea(ctx, body.text);
      return detail(ctx, findIdea(ctx, id));
    },
  );
  const decide = (name: string, summary: string, verb: (ctx: Context, id: string) => Promise<IdeaView>) =>
    api.write("post", `/ideas/:id/${name}`, { summary, input: ById, output: schema.IdeaDetail }, (ctx, { params }) =>
      detail(ctx, verb(ctx, params.id)),
    );
  decide("accept", "Accept an idea", acceptIdea);
  decide("withdraw", "Take back an idea nobody has decided on", withdrawIdea);
  decide("undo", "Take a decision back within ten minutes", undoIdea);
  api.write(
    "post",
    "/ideas/:id/return",
    { summary: "Give an idea back with a reason", input: schema.ReturnIdea, output: schema.IdeaDetail },
    (ctx, { params, body }) => detail(ctx, returnIdea(ctx, params.id, body.reason)),
  );
  api.write(
    "post",
    "/ideas/:id/effect",
    { summary: "Say what its effect is measured by", input: schema.PlanEffect, output: schema.IdeaDetail },
    (ctx, { params, body }) => detail(ctx, planEffect(ctx, params.id, body)),
  );
}

async function detail(reader: Reader, asked: Promise<IdeaView>) {
  const idea = presentIdea(await asked, reader);
  const metrics = idea.abilities.plan ? await reader.db.find(Metric, { order: { name: "ASC", id: "ASC" } }) : [];
  return { ...idea, metrics: metrics.map(({ id, name, unit }) => ({ id, name, unit })) };
}

async function quarterFor({ db, now, company, actor }: Reader) {
  const quarter = quarterOf(businessDayOf(now, company.zone));
  const valid = (await countValidIdeas(db, quarter, company.zone)).get(actor.id) ?? 0;
  return { ...quarter, aim: quarterlyAim, valid };
}
