import { addDays, businessDayOf, eachDay, instantAt } from "../../domain/calendar";
import type { Work } from "../../domain/context";
import { effectOf, spansOf } from "../../domain/ideas/effect";
import { findDayValues } from "../../domain/ideas/findDayValues";
import { unplanned } from "../../domain/ideas/unplanned";
import { importMetricValues, usualSource } from "../../domain/metrics/importMetricValues";
import { newId } from "../../domain/newId";
import { Employee, Idea, Metric } from "../../entities";

const metricCode = "refunds";
/** Days compared on each side of the first day of the accepted idea. */
const days = 14;
const startedDaysAgo = 17;

interface DemoIdea extends Pick<Idea, "state" | "text"> {
  author: string;
  daysAgo: number;
  note?: string;
}

const ideas: DemoIdea[] = [
  { author: "hanmei", daysAgo: 1, state: "open", text: "把尺码建议放进自动回复，顾客少问一遍，也少买错" },
  {
    author: "pengtao",
    daysAgo: 9,
    state: "returned",
    text: "拣货车全部换成电动的，一天能少走两公里",
    note: "花费比收益大，先把货架按销量重排",
  },
  {
    author: "caoqian",
    daysAgo: 20,
    state: "accepted",
    text: "退款前先打一个电话问原因，能换货的当场帮顾客换",
  },
];

/** Ideas in every state: one that waits, one given back, and one whose effect is in the figures. Nobody is told any more. */
export async function createDemoIdeas(work: Work, people: ReadonlyMap<string, string>): Promise<void> {
  for (const [index, idea] of ideas.entries()) {
    const author = await work.db.findOneByOrFail(Employee, { id: people.get(idea.author)! });
    await work.db.insert(Idea, { ...rowOf(work, idea, author, index), ...(await planOf(work, idea, author)) });
  }
}

function rowOf({ now, company }: Work, { state, text, daysAgo, note }: DemoIdea, author: Employee, index: number) {
  const today = businessDayOf(now, company.zone);
  const createdAt = instantAt(addDays(today, -daysAgo), "16:20", company.zone);
  const isDecided = state !== "open";
  return {
    id: newId(createdAt, index),
    authorId: author.id,
    text,
    state,
    decidedById: isDecided ? author.managerId : null,
    decidedAt: isDecided ? instantAt(addDays(today, 1 - daysAgo), "09:30", company.zone) : null,
    note: note ?? null,
    createdAt,
  };
}

/** The effect as the job measures it, on figures of the author's department that came down. */
async function planOf(work: Work, { state }: DemoIdea, { departmentId }: Employee): Promise<Partial<Idea>> {
  if (state !== "accepted" || departmentId === null) return unplanned;
  const { now, company } = work;
  const today = businessDayOf(now, company.zone);
  const startedOn = addDays(today, -startedDaysAgo);
  const { before, after } = spansOf(startedOn, days);
  const rows = eachDay(before.from, after.to).map((day, index) => ({
    row: index + 2,
    day,
    value: (day < startedOn ? 6.4 : 4.9 + (index % 3) * 0.1).toFixed(1),
  }));
  const subject = { subjectKind: "department", subjectId: departmentId } as const;
  await importMetricValues(work, { metricCode, ...subject, source: usualSource, rows });
  const metric = await work.db.findOneByOrFail(Metric, { code: metricCode });
  const span = { from: before.from, to: after.to };
  const effect = effectOf(await findDayValues(work.db, { metric, ...subject }, span), startedOn, days, today);
  if (effect.kind !== "measured") return unplanned;
  const measuredAt = instantAt(addDays(after.to, 1), "05:20", company.zone);
  const figures = { beforeScaled: effect.before, afterScaled: effect.after, measuredAt };
  return { metricId: metric.id, ...subject, startedOn, effectDays: days, ...figures };
}
