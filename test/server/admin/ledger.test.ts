import readXlsxFile from "read-excel-file/node";
import { findIncome } from "../../../domain/ledger/findIncome";
import { requestPacket } from "../../../domain/packets/requestPacket";
import { payOut } from "../../../jobs/payOut";
import { type MoneyTeam, type MoneyWorld, openMoneyWorld } from "../../domain/packets/moneyWorld";
import { describeEngines } from "../../engines";
import { ask, serveApi, tokenFor } from "../serveApi";
import { Operator } from "./Operator";

jest.setTimeout(60_000);

describeEngines("the operator and the ledger", (engine) => {
  let operator: Operator;
  beforeAll(async () => {
    operator = await Operator.start(engine);
    expect(await operator.type("setup", "--hr", "hr", "--executive", "boss")).toBe(0);
  });
  afterAll(() => operator.stop());

  it("proves an empty one, and a ledger of nobody's income is a sheet of headings", async () => {
    expect(await operator.type("ledger", "verify")).toBe(0);
    expect(operator.screen).toContain("借贷相等，校验链完整");
    const file = operator.path("income.xlsx");
    expect(await operator.type("ledger", "export", "2026-13", file)).toBe(1);
    expect(await operator.type("ledger", "export", "2026-05", file)).toBe(0);
    expect(await operator.type("ledger", "export", "2026-05", file)).toBe(1);
    expect(operator.screen).toContain("文件已经存在");
  });

  it("stops and lets go payouts, and says so when nothing changes", async () => {
    expect(await operator.type("payouts", "freeze")).toBe(0);
    expect(await operator.type("payouts", "freeze")).toBe(0);
    expect(operator.screen).toContain("发放本来就是停止的");
    expect(await operator.type("payouts", "status")).toBe(0);
    expect(operator.screen).toContain("发放已停止");
    expect(await operator.type("payouts", "go")).toBe(0);
    expect(await operator.type("payouts", "go")).toBe(0);
    expect(operator.screen).toContain("发放没有停止");
  });

  it("sets limits and the carrying over by name, and refuses what it cannot read", async () => {
    expect(await operator.type("payouts", "limits", "单笔免审=300", "每人每天笔数=5")).toBe(0);
    expect(operator.screen).toContain("单笔免审  300 元");
    expect(operator.screen).toContain("每人每天笔数  5 笔");
    expect(await operator.type("payouts", "limits", "随便=1")).toBe(1);
    expect(await operator.type("payouts", "limits", "单笔免审=多")).toBe(1);
    expect(operator.screen).toContain("看不懂");
    expect(await operator.type("payouts", "carry", "50")).toBe(0);
    expect(await operator.type("payouts", "carry", "101")).toBe(1);
  });
});

describeEngines("Income for payroll", (engine) => {
  let world: MoneyWorld;
  let people: MoneyTeam;
  beforeAll(async () => {
    world = await openMoneyWorld(engine);
    people = await world.buildTeam();
  });
  afterAll(() => world.close());

  it("is what the ledger says by person and month, less what came back, and hostile names stay text", async () => {
    const [one, two] = people.staff;
    await world.db.transaction((db) => db.query("UPDATE employees SET name = '=HYPERLINK(1)' WHERE id = ?", [one!.id]));
    const give = (to: string, totalFen: number) =>
      world.as(people.manager, (ctx) => requestPacket(ctx, { to: { employeeId: to }, totalFen, reason: "好" }));
    await give(one!.id, 880);
    await give(one!.id, 101);
    await give(two!.id, 660);
    await payOut(world.app);
    const refunded = [...world.merchant.books].find(([, { bill }]) => bill.amountFen === 660)![0];
    world.merchant.refund(refunded);
    world.clock.forward(61 * 60_000);
    await payOut(world.app);
    const income = await findIncome({ db: world.db.read, company: world.app.company }, "2026-05");
    expect(income.map(({ employeeId, paidFen, returnedFen }) => [employeeId, paidFen, returnedFen])).toEqual(
      expect.arrayContaining([
        [one!.id, 981, 0],
        [two!.id, 660, 660],
      ]),
    );
    const sheet = await ask(serveApi(world), "GET /income/2026-05", await tokenFor(world, people.finance))
      .responseType("blob")
      .expect(200)
      .expect("cache-control", "no-store");
    const rows = await readXlsxFile(sheet.body);
    const texts = JSON.stringify(rows);
    expect(texts).toContain("'=HYPERLINK(1)");
    expect(texts).toContain("9.81");
    expect(await findIncome({ db: world.db.read, company: world.app.company }, "2026-06")).toEqual([]);
  });
});
