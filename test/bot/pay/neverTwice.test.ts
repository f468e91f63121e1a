import fc from "fast-check";
import { type DeskFault, deskFaults } from "../../../bot/sandbox/pay/DeskBill";
import type { BillOutcome } from "../../../domain/context";
import { billOf } from "./bill";
import { PayStage } from "./PayStage";

jest.setTimeout(120_000);

const minute = 60_000;
const bills = [
  billOf({ billNo: "B1", amountFen: 100 }),
  billOf({ billNo: "B2", amountFen: 20_000 }),
  billOf({ billNo: "B3", amountFen: 700, openid: "oSandbox-bob" }),
];

interface Step {
  call: "send" | "query" | "claim" | "wait";
  bill: number;
  fault: DeskFault | "none";
  minutes: number;
}
// The silent one is in payers.test: here it would only make everybody wait.
const faults = deskFaults.filter((name) => name !== "payTimeout" && name !== "payBadStatement");
const steps = fc.array(
  fc.record<Step>({
    call: fc.constantFrom("send", "send", "query", "query", "claim", "wait"),
    bill: fc.nat({ max: bills.length - 1 }),
    fault: fc.constantFrom("none", "none", ...faults),
    minutes: fc.constantFrom(0, 1, 600, 1440),
  }),
  { minLength: 1, maxLength: 25 },
);

/** How far the money is from the company; what is once known never goes back. */
const ends = ["received", "refunded", "failed", "lapsed"];
const isEnd = ({ kind }: BillOutcome) => ends.includes(kind);

describe.each(["wecom", "wxpay"] as const)("calls repeated, mixed up and gone wrong through %s", (protocol) => {
  let stage: PayStage;
  beforeAll(async () => {
    stage = await PayStage.start();
  });
  afterAll(() => stage.stop());

  it("never pay a bill twice, never say failed of one that is out, and agree with the books", async () => {
    let round = 0;
    await fc.assert(
      fc.asyncProperty(steps, async (all) => {
        // A day of their own for each round: the caps of a person are not what this is about.
        stage.clock.forward(3 * 24 * 60 * minute);
        const name = `R${round++}x`;
        const before = stage.desk.balanceFen;
        const ended = new Map<string, string>();
        for (const { call, bill: index, fault, minutes } of all) {
          const bill = { ...bills[index]!, billNo: `${name}${bills[index]!.billNo}` };
          const payer = stage.payer(protocol);
          stage.clock.forward(call === "wait" ? minutes * minute : 0);
          if (call === "claim") stage.desk.claim(bill.billNo, bill.openid);
          if (call !== "send" && call !== "query") continue;
          const ask = () => (call === "send" ? payer.send(bill) : payer.query(bill.billNo, bill.amountFen));
          const outcome = fault === "none" ? await ask() : await stage.during(fault, ask);
          const booked = stage.desk.books().find(({ billNo }) => billNo === bill.billNo);
          if (outcome.kind === "failed") expect(["failed", "refunded"]).toContain(booked?.state);
          if (outcome.kind === "lapsed") expect(booked?.state).toBe("failed");
          if (outcome.kind === "absent") expect(booked).toBeUndefined();
          if (outcome.kind === "received") expect(booked?.state).toBe("received");
          if (!isEnd(outcome)) continue;
          expect(ended.get(bill.billNo) ?? outcome.kind).toBe(outcome.kind);
          ended.set(bill.billNo, outcome.kind);
        }
        const books = stage.desk.books().filter(({ billNo }) => billNo.startsWith(name));
        expect(new Set(books.map(({ billNo }) => billNo)).size).toBe(books.length);
        const out = books.filter(({ state }) => state === "waiting" || state === "received");
        expect(before - stage.desk.balanceFen).toBe(out.reduce((sum, { amountFen }) => sum + amountFen, 0));
        stage.clock.forward(2 * 24 * 60 * minute);
        stage.desk.settle();
      }),
      { numRuns: 60 },
    );
  });

  it("never pay a bill twice when they come at the same time", async () => {
    stage.clock.forward(3 * 24 * 60 * minute);
    const bill = billOf({ billNo: `S${protocol}` });
    const before = stage.desk.balanceFen;
    const outcomes = await Promise.all(Array.from({ length: 10 }, () => stage.payer(protocol).send(bill)));
    expect(new Set(outcomes.map(({ kind }) => kind))).toEqual(new Set(["accepted"]));
    expect(before - stage.desk.balanceFen).toBe(bill.amountFen);
  });
});
