import type { App, Delivery, Outcome } from "../domain/context";
import { findNoticeFacts } from "../domain/notices/findNoticeFacts";
import { type Leased, leaseNotices } from "./leaseNotices";
import { settleNotices } from "./settleNotices";

export interface DeliveryCounts {
  sent: number;
  /** Tried, and to be tried again. */
  retried: number;
  failed: number;
  /** Not sent now: quiet hours, limits, expiry, the cap of a day. */
  held: number;
}

interface Options {
  workers?: number;
  batch?: number;
  /** Stops after the batch in hand. */
  signal?: AbortSignal;
}

const batchSize = 500;
/** Sends under way at once for one batch; one person's messages keep their order. */
const concurrency = 16;

/** Delivers everything that is due, by as many workers as asked for, and answers when nothing is left. */
export async function deliverNotices(
  app: App,
  { workers = 1, batch = batchSize, signal }: Options = {},
): Promise<DeliveryCounts> {
  const counts: DeliveryCounts = { sent: 0, retried: 0, failed: 0, held: 0 };
  const work = async () => {
    while (!signal?.aborted) {
      const lease = await leaseNotices(app, batch);
      counts.held += lease.held;
      if (lease.notices.length === 0 && lease.held === 0) return;
      if (lease.notices.length > 0) await deliverBatch(app, lease, counts);
    }
  };
  await Promise.all(Array.from({ length: workers }, work));
  return counts;
}

async function deliverBatch(app: App, lease: Leased, counts: DeliveryCounts) {
  const facts = await findNoticeFacts(app.db.read, lease.notices, app.company);
  const outcomes = await sendAll(
    app,
    lease.notices.map((notice) => ({
      notice,
      person: lease.people.get(notice.employeeId ?? "") ?? null,
      team: lease.teams.get(notice.departmentId ?? "") ?? null,
      facts: facts.get(notice.id),
    })),
  );
  for (const { kind } of outcomes) counts[kind === "sent" ? "sent" : kind === "retry" ? "retried" : "failed"]++;
  await settleNotices(app, lease, outcomes);
}

/** Sends a batch; whoever is in it more than once gets their messages in order, one after the other. */
async function sendAll(app: App, deliveries: readonly Delivery[]): Promise<Outcome[]> {
  const outcomes: Outcome[] = new Array(deliveries.length);
  const lanes = new Map<string, number[]>();
  for (const [index, { notice }] of deliveries.entries()) {
    const receiver = notice.employeeId ?? notice.departmentId ?? "";
    const lane = lanes.get(receiver);
    if (lane) lane.push(index);
    else lanes.set(receiver, [index]);
  }
  const queue = lanes.values();
  const work = async () => {
    for (const lane of queue) for (const index of lane) outcomes[index] = await sendOne(app, deliveries[index]!);
  };
  await Promise.all(Array.from({ length: Math.min(concurrency, lanes.size) }, work));
  return outcomes;
}

async function sendOne(app: App, delivery: Delivery): Promise<Outcome> {
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
