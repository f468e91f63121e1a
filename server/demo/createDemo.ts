import { sandboxCompany } from "../../bot/sandbox/company";
import { addDays, businessDayOf } from "../../domain/calendar";
import type { App, Work } from "../../domain/context";
import { ensureYear } from "../../domain/cycles/ensureYear";
import { fromScaled } from "../../domain/goals/formatAmount";
import { ensureMetrics } from "../../domain/metrics/ensureMetrics";
import { importMetricValues, usualSource } from "../../domain/metrics/importMetricValues";
import { grantRole } from "../../domain/people/grantRole";
import { importPeople } from "../../domain/people/importPeople";
import { readDirectory } from "../../domain/people/readDirectory";
import { syncPeople } from "../../domain/people/syncPeople";
import { transact } from "../../domain/transact";
import { Employee, type Role } from "../../entities";
import { createDemoElections } from "./createDemoElections";
import { createDemoGoals } from "./createDemoGoals";
import { createDemoIdeas } from "./createDemoIdeas";
import { createDemoMoney } from "./createDemoMoney";
import { demoSeries } from "./demoSeries";

const roles: [userId: string, role: Role][] = [
  ["hemei", "hr"],
  ["chenzong", "executive"],
  ["gaofei", "operator"],
  ["songjia", "finance"],
];

const seed = 20_261_111;

/**
 * Fills an empty database with the demo company by the ways a real one goes: contacts from WeCom (here the sandbox, by
 * HTTP), names and shifts by HR's import, daily figures by import. All of it, or nothing of the second half.
 */
export async function createDemo(app: App): Promise<void> {
  const snapshot = await readDirectory(app.directory);
  await transact(
    app,
    null,
    async (work) => {
      await syncPeople(work, snapshot);
      await importNames(work);
      await ensureMetrics(work);
      await createCycles(work);
      const people = await findPeople(work);
      for (const [userId, role] of roles) await grantRole(work, people.get(userId)!, role);
      await createDemoGoals(work, people);
      await createDemoMoney(work, people);
      await createDemoIdeas(work, people);
      await createDemoElections(work, people);
      await importFigures(work);
    },
    { via: "admin" },
  );
}

const importNames = (work: Work) =>
  importPeople(
    work,
    sandboxCompany.people.map(({ userId, name, position, shift }, index) => ({
      row: index + 2,
      userId,
      name,
      position,
      shift,
    })),
  );

async function createCycles(work: Work) {
  const year = Number(businessDayOf(work.now, work.company.zone).slice(0, 4));
  await ensureYear(work, year);
  await ensureYear(work, year + 1);
}

async function findPeople({ db }: Work): Promise<Map<string, string>> {
  const people = await db.find(Employee);
  return new Map(people.map(({ wecomUserId, id }) => [wecomUserId ?? "", id]));
}

/** The figures of every day that is over. */
async function importFigures(work: Work) {
  const lastDay = addDays(businessDayOf(work.now, work.company.zone), -1);
  for (const [metricCode, base] of [
    ["gmv", 52_000],
    ["orders", 175],
  ] as const) {
    const rows = demoSeries(seed + base, lastDay, base).map(({ day, value }, index) => ({
      row: index + 2,
      day,
      value: fromScaled(value * 10_000),
    }));
    await importMetricValues(work, { metricCode, subjectKind: "company", subjectId: "", source: usualSource, rows });
  }
}
