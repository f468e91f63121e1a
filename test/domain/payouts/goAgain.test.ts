import { wordsFor } from "../../../bot/say";
import { Conflict } from "../../../domain/errors";
import { requestPacket } from "../../../domain/packets/requestPacket";
import { reconcileDay } from "../../../domain/payouts/reconcileDay";
import { freezePayouts, thawPayouts } from "../../../domain/payouts/setPayouts";
import { claimInstallation } from "../../../domain/settings/claimInstallation";
import { readSetting } from "../../../domain/settings/readSetting";
import type { PayoutFreezeReason } from "../../../domain/settings/Settings";
import { transact } from "../../../domain/transact";
import { Reconciliation } from "../../../entities";
import { operatorWords } from "../../../server/admin/words";
import { describeEngines } from "../../engines";
import { type MoneyWorld, openMoneyWorld } from "../packets/moneyWorld";

describeEngines("Payouts of a database that was restored or moved", (engine) => {
  let world: MoneyWorld;
  beforeAll(async () => {
    world = await openMoneyWorld(engine);
    // The newest booking is of the eleventh.
    world.clock.set("2026-05-11T02:00:00Z");
    const people = await world.buildTeam();
    await world.as(people.manager, (ctx) =>
      requestPacket(ctx, { to: { employeeId: people.staff[0]!.id }, totalFen: 880, reason: "好" }),
    );
    await transact(world.app, null, (work) => claimInstallation(work, { kind: "wecom", corpId: "ww1" }, "place-0"));
  });
  afterAll(() => world.close());
  let place = 0;
  beforeEach(async () => {
    world.clock.set("2026-05-14T02:00:00Z");
    await world.db.transaction((db) => db.clear(Reconciliation));
    await world.db.transaction((db) => db.delete("settings", { key: "payouts" }));
  });

  const move = () =>
    transact(world.app, null, (work) => claimInstallation(work, { kind: "wecom", corpId: "ww1" }, `place-${++place}`));
  const freeze = (reason: PayoutFreezeReason) => transact(world.app, null, (work) => freezePayouts(work, reason));
  const thaw = () => transact(world.app, null, thawPayouts);
  const reason = async () => (await readSetting(world.db.read, "payouts"))?.reason;
  const reconcile = async (...days: string[]) => {
    world.clock.forward(60_000);
    for (const day of days) await reconcileDay(world.app, world.merchant, day);
  };
  /** As finance and as the operator read it. */
  const refusal = async () => {
    const error: unknown = await thaw().catch((thrown: unknown) => thrown);
    if (!(error instanceof Conflict)) return "none";
    return `${wordsFor(error.code, error.details)}\n${operatorWords[error.code]?.(error.details)}`;
  };

  it.each(["operator", "merchant"] as const)(
    "wait for the reconciliation though they were stopped by the %s before, and whatever stops them after",
    async (first) => {
      await freeze(first);
      await move();
      await freeze(first);
      expect(await reason()).toBe("moved");
      await expect(thaw()).rejects.toThrow("payouts.notReconciled");
    },
  );

  it("wait until each day is reconciled that it may have forgotten, and say which and how", async () => {
    await reconcile("2026-05-11", "2026-05-12", "2026-05-13");
    await move();
    await reconcile("2020-01-01", "2026-05-13");
    expect(await refusal()).toContain("payouts reconcile 2026-05-11 2026-05-12");
    await reconcile("2026-05-12");
    expect(await refusal()).toContain("2026-05-11 有 1 天还没有对账");
    await reconcile("2026-05-11");
    expect(await thaw()).toBe(true);
  });

  it("wait again where they were copied once more meanwhile", async () => {
    await move();
    await reconcile("2026-05-11", "2026-05-12", "2026-05-13");
    await move();
    expect(await refusal()).toContain("2026-05-11 到 2026-05-13 有 3 天");
  });

  it("go on at once where somebody only stopped them", async () => {
    await freeze("operator");
    expect(await thaw()).toBe(true);
  });
});
