import { Cycle } from "../../entities";
import type { Work } from "../context";

/** The cycle a stored row names. */
export const findCycle = ({ db }: Pick<Work, "db">, id: string): Promise<Cycle> => db.findOneByOrFail(Cycle, { id });
