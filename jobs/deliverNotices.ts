import { once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import type { App, Delivery, Outcome } from "../domain/context";
import { findNoticeFacts, type NoticeFacts } from "../domain/notices/findNoticeFacts";
import type { Notice } from "../entities";
import { DatabaseUnavailable } from "../entities/database";
import { beginWithinSeconds } from "./findSendCounts";
import { type Leased, leaseNotices } from "./leaseNotices";
import { type Settlement, settleNotices } from "./settleNotices";

export interface DeliveryCounts {
  sent: number;
  /** Tried, and to be tried again. */
  retried: number;
  failed: number;
  /** Not sent now: quiet hours, limits, expiry, the cap of a day, nothing left to say. */
  held: number;
}

interface Options {
  workers?: number;
  batch?: number;
  /** Delivers only what is urgent. */
  isExpress?: boolean;
  /** Stops: what is under way is finished, the rest of the batch given back. */
  signal?: AbortSignal;
}

const batchSize = 500;
/** What is under way when we stop is waited for so long, in ms; afterwards it counts as unknown and is tried again. */
const graceMs = 6000;
/** How long it is tried to write down what was sent, in ms; the lease is longer (leaseNotices). */
const settleMs = 8 * 60_000;
const settlePauseMs = 500;
/** Sends under way at once for one batch; one person's messages keep their order. */
const concurrency = 16;

/** Delivers everything that is due, by as many workers as asked for, and answers when nothing is left. */
export async function deliverNotices(
  app: App,
  { workers = 1, batch = batchSize, isExpress, signal }: Options = {},
): Promise<DeliveryCounts> {
  const counts: DeliveryCounts = { sent: 0, retried: 0, failed: 0, held: 0 };
  const work = async () => {
    while (!signal?.aborted) {
      const lease = await leaseNotices(app, { batch, isExpress });
      counts.held += lease.held;
      if (lease.notices.length === 0 && lease.held === 0) return;
      if (lease.notices.length > 0) await deliverBatch(app, lease, counts, signal);
    }
  };
  await Promise.all(Array.from({ length: workers }, work));
  return counts;
}

async function deliverBatch(app: App, lease: Leased, counts: DeliveryCounts, signal?: AbortSignal) {
  const facts = await findFacts(app, lease.notices);
  const deliveries = lease.notices.map((notice) => ({
    notice,
    person: lease.people.get(notice.employeeId ?? "") ?? null,
    team: lease.teams.get(notice.departmentId ?? "") ?? null,
    facts: facts.get(notice.id),
  }));
  // What is begun later than this might meet what is leased next within one window of a limit: it is given back.
  const latest = lease.leasedAt.getTime() + beginWithinSeconds * 1000;
  const isOver = () => signal?.aborted || app.clock.now().getTime() > latest;
  const outcomes = await sendAll(app, deliveries, isOver, signal);
  for (const { kind } of outcomes) counts[countOf[kind]]++;
  await settleInTheEnd(app, lease, { outcomes, signal });
}

/** Facts of the whole batch at once; where one of them cannot be worked out, by halves, so that it holds up no other. */
async function findFacts(app: App, notices: readonly Notice[]): Promise<Map<string, NoticeFacts>> {
  try {
    return await findNoticeFacts(app.db.read, notices, app.company);
  } catch (error) {
    if (error instanceof DatabaseUnavailable) throw error;
    if (notices.length > 1) {
      const middle = Math.ceil(notices.length / 2);
      const first = await findFacts(app, notices.slice(0, middle));
      return new Map([...first, ...(await findFacts(app, notices.slice(middle)))]);
    }
    const [{ id, template } = { id: "", template: "" }] = notices;
    app.log.error({ err: error, template, noticeId: id }, "the facts of a notice cannot be worked out");
    return new Map();
  }
}

/**
 * What was sent and is not written down is sent again when the lease ends: while the database is away it is tried again
 * and again, until shortly before that.
 */
async function settleInTheEnd(
  app: App,
  lease: Leased,
  { outcomes, signal }: { outcomes: readonly Settlement[]; signal?: AbortSignal },
) {
  const giveUpAt = performance.now() + settleMs;
  for (;;)
    try {
      return await settleNotices(app, lease, outcomes);
    } catch (error) {
      if (!(error instanceof DatabaseUnavailable) || signal?.aborted || performance.now() > giveUpAt) throw error;
      await sleep(settlePauseMs, undefined, { signal }).catch(() => undefined);
    }
}

const countOf = { sent: "sent", retry: "retried", failed: "failed", pointless: "held", unsent: "held" } as const;

/** Sends a batch; whoever is in it more than once gets their messages in order, one after the other. */
async function sendAll(
  app: App,
  deliveries: readonly Delivery[],
  isOver: () => boolean | undefined,
  signal?: AbortSignal,
): Promise<Settlement[]> {
  const outcomes: Settlement[] = deliveries.map(() => ({ kind: "unsent" }));
  const queue = lanesOf(deliveries).values();
  const work = async () => {
    for (const lane of queue)
      for (const index of lane) {
        if (isOver()) return;
        outcomes[index] = unknown;
        outcomes[index] = await sendOne(app, deliveries[index]!);
      }
  };
  const all = Promise.all(Array.from({ length: concurrency }, work));
  await (signal ? Promise.race([all, graceAfter(signal, all)]) : all);
  return [...outcomes];
}

const unknown: Settlement = { kind: "retry", error: "stopped" };

function lanesOf(deliveries: readonly Delivery[]): Map<string, number[]> {
  const lanes = new Map<string, number[]>();
  for (const [index, { notice }] of deliveries.entries()) {
    const receiver = notice.employeeId ?? notice.departmentId ?? "";
    const lane = lanes.get(receiver);
    if (lane) lane.push(index);
    else lanes.set(receiver, [index]);
  }
  return lanes;
}

/** Ends some time after the signal; leaves no listener or timer behind once the work is done. */
async function graceAfter(signal: AbortSignal, work: Promise<unknown>): Promise<void> {
  const done = new AbortController();
  work.finally(() => done.abort()).catch(() => undefined);
  try {
    if (!signal.aborted) await once(signal, "abort", { signal: done.signal });
    await sleep(graceMs, undefined, { signal: done.signal });
  } catch {
    await work;
  }
}

async function sendOne(app: App, delivery: Delivery): Promise<Outcome> {
  if (delivery.facts === undefined) return { kind: "failed", error: "notice.noFacts" };
  try {
    return await app.channel.deliver(delivery);
  } catch (error) {
    // A bug in one message must not hold up the others; the operator finds it in the list of failed notices.
    app.log.error(
      { err: error, template: delivery.notice.template, noticeId: delivery.notice.id },
      "a notice could not be carried",
    );
    return { kind: "failed", error: "channel.bug" };
  }
}
