import type { DeskFault } from "../../../bot/sandbox/pay/DeskBill";
import type { BillOutcome } from "../../../domain/context";
import { billOf } from "./bill";
import { linesOf, PayStage } from "./PayStage";

const hour = 3_600_000;
const providerNo = expect.stringMatching(/^1000041701\d+$/);
// Monday 10:00 in Shanghai to Tuesday 08:05.
const untilTomorrow = (22 * 60 + 5) * 60;

describe("a product whose clock is wrong", () => {
  it.each([-10, 10])(
    "is refused by the provider when it is %i minutes off, pays nothing and says so",
    async (minutes) => {
      const stage = await PayStage.start();
      const payer = stage.transferWithClock(minutes * 60_000);
      expect(await payer.send(billOf())).toEqual({ kind: "stopped", error: "SIGN_ERROR" });
      expect((await payer.query(billOf().billNo)).kind).toBe("unknown");
      expect(stage.desk.books()).toEqual([]);
      await stage.stop();
    },
  );
});

describe.each(["wecom", "wxpay"] as const)("paying through %s", (protocol) => {
  let stage: PayStage;
  beforeEach(async () => {
    stage = await PayStage.start();
  });
  afterEach(() => stage.stop());

  const isRed = protocol === "wecom";
  const payer = () => stage.payer(protocol);
  const { billNo } = billOf();
  const expectPaidOnce = (state: string) =>
    expect(stage.desk.books()).toEqual([{ billNo, openid: "oSandbox-ann", amountFen: 1000, state }]);
  /** What the provider answers when nothing is wrong with it. */
  const taken = { kind: "accepted", providerNo, ...(!isRed && { isToConfirm: true }) };
  const sent = { ...taken, ...(!isRed && { packageInfo: `sandbox-${billNo}` }) };

  it("knows who WeCom knows", async () => {
    expect(await payer().openidOf({ id: "e1", wecomUserId: "ann" })).toBe("oSandbox-ann");
    expect(await payer().openidOf({ id: "e1", wecomUserId: "nobody" })).toBeUndefined();
    stage.standIn.state.faults.add("busy");
    await expect(payer().openidOf({ id: "e1", wecomUserId: "ann" })).rejects.toThrow("-1");
  });

  it("pays, and follows the money to the person", async () => {
    expect(await payer().send(billOf())).toEqual(sent);
    expect(await payer().query(billNo, 1000)).toEqual(taken);
    stage.clock.forward(60_000);
    expect(await payer().query(billNo, 1000)).toEqual(isRed ? { kind: "paid", providerNo } : taken);
    expect(stage.desk.claim(billNo, "oSandbox-bob")).toBe(false);
    expect(stage.desk.claim(billNo, "oSandbox-ann")).toBe(true);
    expect(stage.desk.claim(billNo, "oSandbox-ann")).toBe(false);
    expect(await payer().query(billNo, 1000)).toEqual({ kind: "received", providerNo });
    expectPaidOnce("received");
  });

  it("learns that nobody took it within a day", async () => {
    const before = stage.desk.balanceFen;
    await payer().send(billOf());
    stage.clock.forward(24 * hour - 1);
    expect((await payer().query(billNo)).kind).toBe(isRed ? "paid" : "accepted");
    stage.clock.forward(1);
    const back = isRed ? { kind: "refunded", providerNo } : { kind: "lapsed", providerNo, error: "OVERDUE_CLOSE" };
    expect(await payer().query(billNo)).toEqual(back);
    expect(stage.desk.balanceFen).toBe(before);
  });

  it("asks for a bill that was never sent, and is not told that it failed", async () => {
    expect(await payer().query(billNo)).toEqual({ kind: "absent" });
  });

  it("repeats a bill to the byte, and refuses to have another under its number", async () => {
    await payer().send(billOf());
    expect(await payer().send(billOf())).toEqual(sent);
    // Of the one it is said by a code that may mean a paid bill, of the other by one for a person to look at.
    const other = await payer().send(billOf({ amountFen: 2000 }));
    expect(other).toEqual(
      isRed ? { kind: "unknown", error: "FATAL_ERROR" } : { kind: "stopped", error: "INVALID_REQUEST" },
    );
    expectPaidOnce("waiting");
  });

  const later = (error: string, afterSeconds: number): BillOutcome => ({ kind: "later", error, afterSeconds });
  const stopped = (error: string): BillOutcome => ({ kind: "stopped", error });
  const unknown = (error: string): BillOutcome => ({ kind: "unknown", error });

  it.each<[DeskFault, red: BillOutcome, transfer: BillOutcome]>([
    ["payNotEnough", stopped("NOTENOUGH"), stopped("NOT_ENOUGH")],
    ["payFrequency", later("FREQ_LIMIT", 60), later("FREQUENCY_LIMITED", 60)],
    ["payPersonCap", later("SENDNUM_LIMIT", untilTomorrow), later("QUOTA_EXCEED", untilTomorrow)],
    ["payCertificate", stopped("CA_ERROR"), stopped("SIGN_ERROR")],
    ["paySystemErrorUndone", unknown("SYSTEMERROR"), unknown("SYSTEM_ERROR")],
  ])("is refused by %s, and pays with the same bill when that is over", async (fault, red, transfer) => {
    expect(await stage.during(fault, () => payer().send(billOf()))).toEqual(isRed ? red : transfer);
    expect(stage.desk.books()).toEqual([]);
    expect(await payer().query(billNo)).toEqual({ kind: "absent" });
    expect(await payer().send(billOf())).toEqual(sent);
    expectPaidOnce("waiting");
  });

  it.each<[DeskFault, error: string]>([
    ["paySystemErrorDone", isRed ? "SYSTEMERROR" : "SYSTEM_ERROR"],
    ["payTimeout", "timeout"],
    ["payBadGateway", isRed ? "status 502" : "unsigned"],
    ["payGarbage", isRed ? "garbage" : "unsigned"],
    ["payBadSignature", "signature"],
    ["payOtherBill", "another bill was answered"],
    ...(isRed ? [] : [["payClock", "stale"] as [DeskFault, string]]),
  ])("knows nothing after %s though it was paid, and finds it by asking", async (fault, error) => {
    const said = error === "unsigned" && fault === "payBadGateway" ? "status 502" : error;
    expect(await stage.during(fault, () => payer().send(billOf()))).toEqual(unknown(said));
    expect(await stage.during(fault, () => payer().query(billNo))).toMatchObject({ kind: "unknown" });
    expectPaidOnce("waiting");
    expect(await payer().query(billNo)).toEqual(taken);
    expect(await payer().send(billOf())).toEqual(sent);
    expectPaidOnce("waiting");
  });

  // Refusals of the one protocol are never signed.
  const spoilt: DeskFault[] = ["payCertificate", "paySystemErrorUndone", "payGarbage", "payBadGateway"];
  it.each<DeskFault>(isRed ? spoilt : [...spoilt, "payBadSignature", "payClock"])(
    "does not take %s, when it asks, for a bill that is not there",
    async (fault) => {
      expect((await stage.during(fault, () => payer().query(billNo))).kind).toBe("unknown");
    },
  );

  it("tells a bill that failed for good", async () => {
    const error = isRed ? "SEND_FAILED" : "PAYEE_ACCOUNT_ABNORMAL";
    expect(await stage.during("payFailed", () => payer().send(billOf()))).toEqual({ kind: "failed", error });
    expect(await payer().send(billOf())).toEqual({ kind: "failed", error });
    expect(await payer().query(billNo)).toEqual({ kind: "failed", error: isRed ? "FAILED" : error });
  });

  it("does not believe an answer about another amount", async () => {
    await payer().send(billOf());
    expect(await payer().query(billNo, 999)).toEqual(unknown("another bill was answered"));
  });

  it("reaches nobody while the provider is gone", async () => {
    await stage.stop();
    expect(await payer().send(billOf())).toEqual(unknown("network"));
    expect(await payer().query(billNo)).toEqual(unknown("network"));
    stage = await PayStage.start();
  });

  it("hits the limits of the provider one by one", async () => {
    const say = async (amountFen: number, number: number, openid = "oSandbox-ann") => {
      const outcome = await payer().send(billOf({ billNo: `B${number}`, amountFen, openid }));
      return "error" in outcome ? outcome.error : outcome.kind;
    };
    expect(await say(200_01, 1)).toBe(isRed ? "MONEY_LIMIT" : "INVALID_REQUEST");
    expect(await say(isRed ? 99 : 9, 2)).toBe(isRed ? "MONEY_LIMIT" : "INVALID_REQUEST");
    for (let number = 3; number < 8; number++) expect(await say(200_00, number)).toBe("accepted");
    expect(await say(100, 8)).toBe(isRed ? "RCVDAMOUNT_LIMIT" : "QUOTA_EXCEED");
    for (let number = 9; number < 19; number++) expect(await say(100, number, "oSandbox-bob")).toBe("accepted");
    expect(await say(100, 19, "oSandbox-bob")).toBe(isRed ? "SENDNUM_LIMIT" : "QUOTA_EXCEED");
    stage.clock.forward(24 * hour);
    expect(await say(100, 19, "oSandbox-bob")).toBe("accepted");
  });

  describe("the day's statement", () => {
    const day = "2026-05-11";

    it("is empty when no money moved", async () => {
      expect(await linesOf(payer().statement(day))).toEqual([]);
    });

    it("lists what was paid and what came back, to the fen, and nothing else of the account", async () => {
      await payer().send(billOf({ billNo: "B1", amountFen: 101 }));
      await payer().send(billOf({ billNo: "B2", amountFen: 20_000, wishing: "一,`二" }));
      stage.clock.forward(1000);
      stage.desk.claim("B1", "oSandbox-ann");
      const paid = { kind: "paid", providerNo };
      const at = new Date("2026-05-11T02:00:00Z");
      const first = { ...paid, billNo: "B1", amountFen: 101, at: isRed ? at : new Date("2026-05-11T02:00:01Z") };
      const second = { ...paid, billNo: "B2", amountFen: 20_000, at };
      expect(await linesOf(payer().statement(day))).toEqual(isRed ? [first, second] : [first]);
      stage.clock.forward(24 * hour);
      const back = { ...second, kind: "refunded", at: new Date("2026-05-12T02:00:00Z") };
      expect(await linesOf(payer().statement("2026-05-12"))).toEqual(isRed ? [back] : []);
    });

    it.each<DeskFault>(["payBadStatement", "payGarbage", "payBadGateway", "payCertificate", "paySystemErrorUndone"])(
      "is not had with %s, rather than had in part",
      async (fault) => {
        await payer().send(billOf());
        stage.desk.claim(billNo, "oSandbox-ann");
        await expect(stage.during(fault, () => linesOf(payer().statement(day)))).rejects.toThrow("statement unread");
        expect(await linesOf(payer().statement(day))).toHaveLength(1);
      },
    );
  });
});
