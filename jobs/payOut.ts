import type { App, Bill, BillOutcome, Payer } from "../domain/context";
import { freezeBill } from "../domain/payouts/freezeBill";
import { areAnyDue, giveBack, type LeasedPart, leaseParts } from "../domain/payouts/leaseParts";
import { mayRepeat } from "../domain/payouts/mayRepeat";
import { putOffPart } from "../domain/payouts/putOffPart";
import { refusePart } from "../domain/payouts/refusePart";
import { settleBill } from "../domain/payouts/settleBill";
import { transact } from "../domain/transact";

const batch = 20;

/**
 * Pays what is owed and asks after what is under way, until nothing is due; answers how many bills were called about.
 * Stopped anywhere it goes on from what is written: a bill is frozen before its first call, an unknown one is asked
 * after, and one that the provider does not know is repeated unchanged.
 */
export async function payOut(app: App, signal?: AbortSignal): Promise<number> {
  const { payer } = app;
  if (!payer) return 0;
  let count = 0;
  while (!signal?.aborted && (await areAnyDue({ db: app.db.read, now: app.clock.now() }))) {
    const leased = await transact(app, null, (work) => leaseParts(work, batch));
    if (leased.length === 0) return count;
    for (const [index, one] of leased.entries()) {
      if (signal?.aborted) {
        await transact(app, null, (work) => giveBack(work, leased.slice(index)));
        return count;
      }
      await handle(app, payer, one).catch((error) => putOff(app, one, error));
      count++;
    }
  }
  return count;
}

async function handle(app: App, payer: Payer, leased: LeasedPart): Promise<void> {
  const bill = leased.bill ?? (await freeze(app, payer, leased));
  if (!bill) return;
  const outcome = leased.bill ? await goOn(app, payer, leased, bill) : await call(() => payer.send(bill));
  await transact(app, null, (work) => settleBill(work, bill.billNo, outcome));
}

/** One that cannot be handled keeps nobody else waiting. Where not even this can be written, all of it waits. */
async function putOff(app: App, leased: LeasedPart, error: unknown): Promise<void> {
  await transact(app, null, (work) => putOffPart(work, leased));
  const { partId, bill } = leased;
  app.log.error({ err: error, partId, billNo: bill?.billNo }, "a payout could not be handled");
}

/** Reads the accounts again, then writes the bill down; undefined when there is nothing to pay. */
async function freeze(app: App, payer: Payer, leased: LeasedPart): Promise<Bill | undefined> {
  const openids = await readOpenids(payer, leased);
  if (openids === undefined) return undefined;
  return transact(app, null, async (work) => {
    const { provider, account, areOpenidsBound } = payer;
    const frozen = await freezeBill(work, leased, { provider, account, areOpenidsBound, openids });
    if (typeof frozen === "string") return undefined;
    if ("bill" in frozen) return frozen.bill;
    await refusePart(work, leased, frozen.refused);
    return undefined;
  });
}

/** Undefined when they cannot be had now: the part is tried again when its lease ends. */
async function readOpenids(payer: Payer, { people }: LeasedPart): Promise<Map<string, string> | undefined> {
  const openids = new Map<string, string>();
  try {
    for (const person of people) {
      const openid = await payer.openidOf(person);
      if (openid !== undefined) openids.set(person.id, openid);
    }
    return openids;
  } catch {
    return undefined;
  }
}

/**
 * Another provider, or merchant, than the one it was begun with would know nothing of it, and pay it again: a person
 * must look. Where it was not written down who that was, "no such bill" says nothing.
 */
async function goOn(app: App, payer: Payer, leased: LeasedPart, bill: Bill): Promise<BillOutcome> {
  const mchId = payer.account?.mchId ?? null;
  const begunBy = leased.mchId ?? null;
  if (leased.provider !== payer.provider || (begunBy !== null && begunBy !== mchId)) return otherProvider;
  const outcome = await call(() => payer.query(bill.billNo, bill.amountFen));
  if (outcome.kind === "absent" && begunBy !== mchId) return otherProvider;
  return repeatWhereLost(app, payer, { bill, outcome, hasPackage: leased.hasPackage ?? false });
}

const otherProvider: BillOutcome = { kind: "stopped", error: "payout.otherProvider" };

/**
 * The provider may know nothing of it, as we stopped before the call or the call got lost: the same bill again. So too
 * where the answer got lost that its receiver needs to confirm it: the provider repeats it, and pays nothing twice.
 */
async function repeatWhereLost(
  app: App,
  payer: Payer,
  { bill, outcome, hasPackage }: { bill: Bill; outcome: BillOutcome; hasPackage: boolean },
): Promise<BillOutcome> {
  const isUnanswered = outcome.kind === "accepted" && outcome.isToConfirm && !outcome.packageInfo && !hasPackage;
  if (outcome.kind !== "absent" && !isUnanswered) return outcome;
  const { company, clock, db } = app;
  if (!(await mayRepeat({ db: db.read, now: clock.now(), company }, bill.billNo))) return outcome;
  const again = await call(() => payer.send(bill));
  // Of a bill that was taken a refusal says nothing.
  return isUnanswered && "error" in again ? outcome : again;
}

/** Whatever is thrown leaves it unknown: the provider may have it. */
async function call(ask: () => Promise<BillOutcome>): Promise<BillOutcome> {
  try {
    return await ask();
  } catch (error) {
    return { kind: "unknown", error: error instanceof Error ? error.name : "unknown" };
  }
}
