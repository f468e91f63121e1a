import type { z } from "zod";
import type { Deputy, Employee } from "../../entities";
import type * as schema from "../schemas/people";
import { presentPerson } from "./person";

/** `person` is the other one: who stands in, or whom they stand in for. */
export const presentDeputy = ({ id, startsOn, endsOn }: Deputy, person: Employee): z.input<typeof schema.Deputy> => ({
  id,
  person: presentPerson(person),
  startsOn,
  endsOn,
});
