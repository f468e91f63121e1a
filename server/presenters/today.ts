import type { z } from "zod";
import type { Actor } from "../../domain/context";
import type { Due, Today, TodayKeyResult } from "../../domain/goals/findToday";
import type * as schema from "../schemas/today";
import { decimal, presentKeyResult } from "./goal";
import { presentPerson } from "./person";
import { presentRecognition } from "./recognition";

export function presentToday(today: Today, reader: { actor: Actor; now: Date }): z.input<typeof schema.Today> {
  const { keyResults, focus, due, recognitions, isManager, day, isWorkDay, dueCount, waitingApprovals } = today;
  return {
    me: { ...presentPerson(reader.actor), isManager },
    day,
    isWorkDay,
    focusId: focus?.row.id ?? null,
    keyResults: keyResults.map(presentTodayKeyResult),
    due: due.map(presentDue),
    dueCount,
    waitingApprovals,
    recognitions: recognitions.map((one) => presentRecognition(one, reader)),
  };
}

const presentTodayKeyResult = (one: TodayKeyResult): z.input<typeof schema.TodayKeyResult> =>
  Object.assign(presentKeyResult(one), {
    goalId: one.row.objectiveId,
    goalTitle: one.row.objectiveTitle,
    today: decimal(one.todayValue),
    yesterday: decimal(one.yesterdayValue),
    isReportedToday: one.isReportedToday,
  });

export const presentReportable = (one: TodayKeyResult): z.input<typeof schema.Reportable> =>
  Object.assign(presentKeyResult(one), {
    goalId: one.row.objectiveId,
    goalTitle: one.row.objectiveTitle,
    isReportedToday: one.isReportedToday,
  });

function presentDue(due: Due): z.input<typeof schema.Due> {
  switch (due.kind) {
    case "report":
      return due;
    case "returned":
      return { kind: "returned", goalId: due.goalId, title: due.title, reason: due.text };
    case "approval":
      return {
        kind: "approval",
        goalId: due.goalId,
        title: due.title,
        owner: presentPerson(due.owner),
        since: due.since.toISOString(),
      };
    case "problem":
      return {
        kind: "problem",
        goalId: due.goalId,
        title: due.title,
        owner: presentPerson(due.owner),
        text: due.text ?? "",
      };
  }
}
