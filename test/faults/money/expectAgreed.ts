import type { PayDesk } from "../../../bot/sandbox/pay/PayDesk";
import type { App } from "../../../domain/context";
import { verifyLedger } from "../../../domain/ledger/verifyLedger";
import { Budget, PacketPart, Payout } from "../../../entities";

const stateOf = { waiting: "paid", received: "received", refunded: "refunded", failed: "failed" } as const;

/**
 * The provider's books and ours are the same to the fen: no part was paid twice, each bill stands on both sides with the
 * same amount, and the ledger is whole. `isEnded`: nothing is owed or under way any more.
 */
export async function expectAgreed(app: App, desk: PayDesk, isEnded = true): Promise<void> {
  const { db } = app;
  const books = new Map(desk.books().map((bill) => [bill.billNo, bill]));
  const payouts = await db.read.find(Payout);
  const known = payouts.filter(({ billNo }) => books.has(billNo));
  expect(known.map(({ billNo }) => billNo).sort()).toEqual([...books.keys()].sort());
  const left = known.filter(({ billNo }) => books.get(billNo)!.state !== "failed");
  expect(new Set(left.map(({ partId }) => partId)).size).toBe(left.length);
  for (const { billNo, amountFen, openid, state } of known) {
    const bill = books.get(billNo)!;
    expect([billNo, bill.amountFen, bill.openid]).toEqual([billNo, amountFen, openid]);
    if (isEnded) expect([billNo, state]).toEqual([billNo, stateOf[bill.state]]);
  }
  expect((await verifyLedger(app)).faults).toEqual([]);
  if (!isEnded) return;
  expect(await db.read.find(PacketPart, { where: [{ state: "owed" }, { state: "paying" }] })).toEqual([]);
  const paidFen = left.reduce((sum, { amountFen }) => sum + amountFen, 0);
  const [spent] = await db.read.find(Budget);
  expect([spent?.spentFen, spent?.reservedFen]).toEqual([paidFen, 0]);
}
