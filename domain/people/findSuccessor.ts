import type { Work } from "../context";
import { findSuperior } from "./findSuperior";

/** Who takes over what somebody owned: the nearest active person above, an executive or HR; undefined when there is none. */
export async function findSuccessor(work: Work, employeeId: string): Promise<string | undefined> {
  return (await findSuperior(work, employeeId))?.id;
}
