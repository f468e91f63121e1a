import { IsNull } from "typeorm";
import { cancelElection } from "../../domain/elections/cancelElection";
import { mayOpenElections } from "../../domain/elections/electionPolicy";
import { findElection, findElections } from "../../domain/elections/findElections";
import { findUsualDays } from "../../domain/elections/findUsualDays";
import { nominate } from "../../domain/elections/nominate";
import { openElection } from "../../domain/elections/openElection";
import { vote } from "../../domain/elections/vote";
import { withdrawNomination } from "../../domain/elections/withdrawNomination";
import { withdrawVote } from "../../domain/elections/withdrawVote";
import { Department } from "../../entities";
import type { Api, Reader } from "../Api";
import { presentElection, presentElectionSummary } from "../presenters/election";
import * as schema from "../schemas/elections";
import { ById, Nothing } from "../schemas/goals";

export function electionRoutes(api: Api) {
  const one = async (reader: Reader, id: string) => presentElection(await findElection(reader, id), reader);

  api.read(
    "/elections",
    { summary: "Elections of excellent staff I take part in", input: Nothing, output: schema.Elections },
    async (reader) => {
      const mayOpen = mayOpenElections(reader.actor);
      return {
        elections: (await findElections(reader)).map(presentElectionSummary),
        abilities: { open: mayOpen },
        departments: mayOpen ? await findDepartments(reader) : [],
        usualDays: mayOpen ? await findUsualDays(reader) : null,
      };
    },
  );
  api.read(
    "/elections/:id",
    { summary: "One election, with counts once it is over", input: ById, output: schema.Election },
    (reader, { params }) => one(reader, params.id),
  );
  api.write(
    "post",
    "/elections",
    { summary: "Open the choice of a month's excellent staff", input: schema.OpenElection, output: schema.Election },
    async (ctx, { body }) => one(ctx, (await openElection(ctx, body)).id),
  );
  api.write(
    "post",
    "/elections/:id/nominations",
    { summary: "Put a colleague forward", input: schema.Nominate, output: schema.Election },
    async (ctx, { params, body }) => {
      await nominate(ctx, params.id, body);
      return one(ctx, params.id);
    },
  );
  api.write(
    "post",
    "/elections/:id/vote",
    { summary: "Give my one vote, or give it to another", input: schema.CastVote, output: schema.Election },
    async (ctx, { params, body }) => {
      await vote(ctx, params.id, body.nomineeId);
      return one(ctx, params.id);
    },
  );
  api.write(
    "delete",
    "/elections/:id/nominations/:employeeId",
    { summary: "Take back whom I put forward", input: schema.OneNomination, output: schema.Election },
    async (ctx, { params }) => {
      await withdrawNomination(ctx, params.id, params.employeeId);
      return one(ctx, params.id);
    },
  );
  api.write(
    "delete",
    "/elections/:id/vote",
    { summary: "Take my vote back", input: ById, output: schema.Election },
    async (ctx, { params }) => {
      await withdrawVote(ctx, params.id);
      return one(ctx, params.id);
    },
  );
  api.write(
    "post",
    "/elections/:id/cancel",
    { summary: "Call off one that was opened by mistake", input: ById, output: schema.Election },
    async (ctx, { params }) => {
      await cancelElection(ctx, params.id);
      return one(ctx, params.id);
    },
  );
}

/** The one that everybody is below is the whole company, which is offered by itself. */
async function findDepartments({ db }: Reader) {
  const found = await db.find(Department, { where: { archivedAt: IsNull() }, order: { name: "ASC", id: "ASC" } });
  const roots = found.filter(({ parentId }) => parentId === null);
  const root = roots.length === 1 && found.length > 1 ? roots[0] : undefined;
  return found.filter((one) => one !== root).map(({ id, name }) => ({ id, name }));
}
