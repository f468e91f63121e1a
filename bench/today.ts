import { findToday } from "../domain/goals/findToday";
import { findSessionActor, startSession } from "../domain/people/sessions";
import { transact } from "../domain/transact";
import { newSessionToken } from "../server/sessionToken";
import { benchApp } from "./benchApp";
import { type BenchDatabase, createBenchDatabase } from "./benchDatabase";
import { hammer } from "./hammer";
import { keys } from "./keys";
import { median, percent, report } from "./report";
import { seedPeople } from "./seedPeople";
import { startServer } from "./startServer";

const atOnce = 16;
const rounds = 3;

/** What a person sees first, with 5 and with 500 goals, against a bare handler that sends the same rows. */
export async function today() {
  const few = await withGoals(5, 1500);
  const many = await withGoals(500, 150);
  if (few === undefined || many === undefined) return;
  report("today: statements with 5 and with 500 goals", `${few} and ${many}`, {
    text: "equal, <= 8",
    holds: few === many && few <= 8,
  });
}

async function withGoals(goals: number, requests: number): Promise<number | undefined> {
  const bench = await createBenchDatabase("mariadb");
  if (!bench) return undefined;
  try {
    const now = new Date();
    const { people } = await seedPeople(bench.db, { people: 20, goalsEach: goals, status: "active", now });
    const owner = people[0]!.id;
    const { token, statements } = await signIn(bench, owner);
    const shotsAt = (url: string) =>
      Array.from({ length: requests + 100 }, () => ({
        url: `${url}/api/v1/me/today?owner=${owner}`,
        headers: { authorization: `Bearer ${token}` },
      }));
    const ratios: number[] = [];
    for (let round = 0; round < rounds; round++) {
      const perSecond = { product: 0, bareToday: 0 };
      for (const kind of ["product", "bareToday"] as const) {
        const server = await startServer(kind, bench.url);
        perSecond[kind] = (await hammer(shotsAt(server.url), atOnce)).perSecond;
        await server.stop();
      }
      ratios.push(perSecond.product / perSecond.bareToday);
      report(
        `today with ${goals} goals, round ${round + 1}: product / bare`,
        `${perSecond.product.toFixed(0)} / ${perSecond.bareToday.toFixed(0)} per s`,
      );
    }
    const ratio = median(ratios);
    report(`today with ${goals} goals: throughput of the bare handler's`, percent(ratio), {
      text: ">= 40 %",
      holds: ratio >= 0.4,
    });
    return statements;
  } finally {
    await bench.remove();
  }
}

/** A session, and the statements one answer takes: who asks, and what they see. */
async function signIn({ db, statements }: BenchDatabase, employeeId: string) {
  const app = benchApp(db, { now: () => new Date() });
  const { token, idHash } = newSessionToken([keys.sessionSecret]);
  await transact(app, null, (work) => startSession(work, idHash, employeeId, "oauth"));
  statements.count = 0;
  const now = new Date();
  const found = await findSessionActor(db.read, idHash, now);
  await findToday({ db: db.read, now, company: app.company }, found!.actor);
  return { token, statements: statements.count };
}
