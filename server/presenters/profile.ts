import type { z } from "zod";
import type { Deputyship } from "../../domain/people/findDeputyships";
import type { Profile } from "../../domain/people/findProfile";
import type * as schema from "../schemas/people";
import { presentPerson } from "./person";

export const presentColleague = (
  person: Pick<Profile, "id" | "name" | "wecomUserId" | "department" | "position">,
): z.input<typeof schema.Colleague> => ({
  ...presentPerson(person),
  department: person.department,
  position: person.position,
});

export const presentDeputyship = ({ id, person, startsOn, endsOn }: Deputyship): z.input<typeof schema.Deputy> => ({
  id,
  person: presentPerson(person),
  startsOn,
  endsOn,
});
