import type { Reader } from "../../domain/context";
import { findGoals } from "../../domain/goals/findGoals";
import { findDeputyships } from "../../domain/people/findDeputyships";
import { findPeople } from "../../domain/people/findPeople";
import { findPersonPage } from "../../domain/people/findPersonPage";
import { findProfile } from "../../domain/people/findProfile";
import { keepBelow } from "../../domain/people/findRecipients";
import type { Api } from "../Api";
import { percent, presentGoal } from "../presenters/goal";
import { presentPerson } from "../presenters/person";
import { presentColleague, presentDeputyship } from "../presenters/profile";
import { presentRecognition } from "../presenters/recognition";
import { ById, Nothing } from "../schemas/goals";
import * as schema from "../schemas/people";

const mostFound = 20;

/** What may be given to somebody; where nothing is paid out, no money. */
async function givingTo(reader: Reader, person: { id: string }) {
  const mayGive = person.id !== reader.actor.id && (await keepBelow(reader, [person])).length > 0;
  return { giveAward: mayGive, givePacket: mayGive && reader.company.payLimits !== undefined };
}

/** Who I am, and who the others are. */
export function colleagueRoutes(api: Api) {
  api.read("/me", { summary: "Who I am", input: Nothing, output: schema.Me }, async (reader) => {
    const profile = await findProfile(reader.db, reader.actor.id);
    const { deputies, standsInFor } = await findDeputyships(reader, reader.actor.id);
    return {
      ...presentColleague(profile),
      roles: [...reader.actor.roles],
      manager: profile.manager && presentPerson(profile.manager),
      isManager: profile.isManager,
      shift: profile.shift,
      isWechatBound: profile.isWechatBound,
      deputies: deputies.map(presentDeputyship),
      standsInFor: standsInFor.map(presentDeputyship),
    };
  });
  api.read(
    "/people",
    { summary: "Find people by name", input: schema.FindPeople, output: schema.FoundPeople },
    async ({ db }, { query }) => ({ people: (await findPeople(db, query)).map(presentColleague) }),
  );
  api.read(
    "/people/:id",
    { summary: "A colleague, with the goals one may read", input: ById, output: schema.PersonPage },
    async (reader, { params }) => {
      const page = await findPersonPage(reader, params.id);
      return {
        ...presentColleague(page),
        manager: page.manager && presentPerson(page.manager),
        progress: percent(page.progress),
        isSilent: page.isSilent,
        goals: page.goals.map((view) => presentGoal(view, reader)),
        recognitions: page.recognitions.map((one) => presentRecognition(one, reader)),
        abilities: { praise: page.id !== reader.actor.id, ...(await givingTo(reader, page)) },
      };
    },
  );
  api.read(
    "/search",
    { summary: "Find people by name and goals by title", input: schema.FindPeople, output: schema.Search },
    async (reader, { query }) => {
      const people = await findPeople(reader.db, { ...query, limit: mostFound });
      const goals = await findGoals(reader, { titled: query.query, limit: mostFound });
      return {
        people: people.map(presentColleague),
        goals: goals.map(({ objective, owner, progress }) => ({
          id: objective.id,
          title: objective.title,
          status: objective.status,
          owner: presentPerson(owner),
          progress: percent(progress),
        })),
      };
    },
  );
}
