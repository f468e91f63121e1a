import type { Context } from "../context";
import { findGoals } from "../goals/findGoals";
import type { GoalView } from "../goals/GoalView";
import type { Ratio } from "../goals/Ratio";
import { rollUp } from "../goals/rollUp";
import { findRecognitions, type RecognitionView } from "../recognition/findRecognitions";
import { findProfile, type Profile } from "./findProfile";

export interface PersonPage extends Profile {
  /** Over the goals the reader may see; undefined before the first report. */
  progress: Ratio | undefined;
  isSilent: boolean;
  /** Those that run and that the reader may see. */
  goals: GoalView[];
  recognitions: RecognitionView[];
}

const mostRecognitions = 20;

/** A colleague as the actor may see them, in a fixed number of statements. @throws NotFound */
export async function findPersonPage(
  reader: Pick<Context, "db" | "now" | "company" | "actor">,
  employeeId: string,
): Promise<PersonPage> {
  const profile = await findProfile(reader.db, employeeId);
  const goals = await findGoals(reader, { ownerId: employeeId, statuses: ["active"] });
  const running = goals.filter(({ goal }) => !goal.isOver);
  return {
    ...profile,
    progress: rollUp(running.map(({ progress }) => ({ weight: 1, value: progress }))),
    isSilent: running.some(({ keyResults }) => keyResults.some(({ status }) => status === "silent")),
    goals,
    recognitions: await findRecognitions(reader.db, {
      viewerId: reader.actor.id,
      receiverId: employeeId,
      limit: mostRecognitions,
    }),
  };
}
