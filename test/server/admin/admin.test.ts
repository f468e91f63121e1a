import { copyFileSync, existsSync } from "node:fs";
import { newId } from "../../../domain/newId";
import { isSendingFrozen } from "../../../domain/settings/isSendingFrozen";
import {
  Award,
  CheckIn,
  Cycle,
  Department,
  Employee,
  Event,
  KeyResult,
  Metric,
  MetricValue,
  Notice,
  Objective,
  RoleGrant,
} from "../../../entities";
import { Database } from "../../../entities/database";
import { describeEngines } from "../../engines";
import { Operator } from "./Operator";
import { spreadsheet } from "./spreadsheet";

describeEngines("the operator's command line", (engine) => {
  let operator: Operator;
  beforeEach(async () => {
    operator = await Operator.start(engine);
  });
  afterEach(() => operator.stop());

  const setUp = (...more: string[]) => operator.type("setup", "--hr", "hr", "--executive", "boss", ...more);
  const read = <Row extends object>(Entity: new () => Row, where = {}) =>
    operator.inDatabase((db) => db.read.findBy(Entity, where));

  it("sets a company up, and does nothing the second time", async () => {
    const goal = [
      "--objective",
      "成为区域第一",
      "--key-result",
      "GMV 0→1,200,000 元 @gmv",
      "--key-result",
      "退款率 6→4.5 %",
    ];
    expect(await setUp("--operator", "amy", ...goal)).toBe(0);
    expect(operator.complaints).toEqual([]);

    expect(await read(Cycle)).toHaveLength(1 + 2 + 4 + 12);
    const [may] = await read(Cycle, { name: "2026年5月" });
    const [quarter] = await read(Cycle, { name: "2026年二季度" });
    expect(may).toMatchObject({ startsOn: "2026-05-01", endsOn: "2026-05-31", parentId: quarter!.id });
    expect((await read(RoleGrant)).map(({ role }) => role).sort()).toEqual(["executive", "hr", "operator"]);
    const [objective] = await read(Objective);
    expect(objective).toMatchObject({ title: "成为区域第一", level: "company", status: "active" });
    const keyResults = await read(KeyResult);
    expect(
      keyResults
        .sort((a, b) => a.sequence - b.sequence)
        .map(({ title, kind, start, target, unit, weight }) => [title, kind, start, target, unit, weight]),
    ).toEqual([
      ["GMV", "increase", 0, 12_000_000_000, "元", 5000],
      ["退款率", "decrease", 60_000, 45_000, "%", 5000],
    ]);
    const [gmv] = await read(Metric, { code: "gmv" });
    expect(keyResults[0]!.metricId).toBe(gmv!.id);
    expect((await read(Event)).every(({ via }) => via === "admin")).toBe(true);

    const events = (await read(Event)).length;
    expect(await setUp("--operator", "amy", ...goal)).toBe(0);
    expect(await read(Cycle)).toHaveLength(19);
    expect(await read(Objective)).toHaveLength(1);
    // One more sync was written down, and nothing else.
    expect((await read(Event)).length).toBe(events + 1);
  });

  it("takes company goals from a table or a JSON list", async () => {
    const table = operator.file(
      "goals.csv",
      '\uFEFF目标,关键结果,起点,目标值,单位,权重,指标,周期\n利润健康,GMV,0,"1,000,000",元,60%,gmv,2026年二季度\n,转化率,3,3.5,%,40,,\n',
    );
    expect(await setUp("--goals", table)).toBe(0);
    const json = operator.file(
      "goals.json",
      JSON.stringify([
        { title: "客户满意", owner: "hr", keyResults: [{ title: "好评率", start: 90, target: "95.5", unit: "%" }] },
      ]),
    );
    expect(await setUp("--goals", json)).toBe(0);
    const objectives = await read(Objective);
    expect(objectives.map(({ title }) => title).sort()).toEqual(["利润健康", "客户满意"]);
    expect((await read(KeyResult)).map(({ title, weight, target }) => [title, weight, target]).sort()).toEqual(
      [
        ["GMV", 6000, 10_000_000_000],
        ["好评率", 10_000, 955_000],
        ["转化率", 4000, 35_000],
      ].sort(),
    );
  });

  it("starts what is added up at 0, and refuses to let it fall", async () => {
    expect(await setUp("--objective", "做大", "--key-result", "GMV 1000000→1120000 元 @gmv")).toBe(0);
    expect(await read(KeyResult)).toMatchObject([{ kind: "increase", start: 0, baseline: 10_000_000_000 }]);
    const file = operator.file("gmv.csv", "日期,GMV\n2026-05-01,1060000\n");
    expect(await operator.type("metrics", "import", file, "--metric", "gmv")).toBe(0);
    expect((await read(KeyResult))[0]).toMatchObject({ current: 10_600_000_000, reachedAt: null });

    expect(await setUp("--objective", "省着花", "--key-result", "订单 500→100 单 @orders")).toBe(1);
    expect(operator.screen).toContain("“订单”是每天相加的，只能往上做");
    expect(await read(Objective)).toHaveLength(1);
  });

  it("says what is wrong with company goals, and sets up none", async () => {
    const file = operator.file(
      "goals.json",
      JSON.stringify([{ title: "目标", keyResults: [{ title: "GMV", target: "很多" }] }]),
    );
    expect(await setUp("--goals", file)).toBe(1);
    expect(operator.screen).toContain("第1个目标第1条关键结果 target：不是数字");
    expect(await operator.type("setup", "--objective", "x")).toBe(1);
    expect(operator.screen).toContain("没有负责人");
  });

  it("imports HR's list, or says row and cell of every fault", async () => {
    await setUp();
    const broken = operator.file("people.csv", "账号,姓名,班次\nAMY,艾米,晚班\nnobody,无名,\n");
    expect(await operator.type("people", "import", broken)).toBe(1);
    expect(operator.complaints[0]!.split("\n")).toEqual([
      "第2行 班次：看不懂“晚班”，例如 09:00-18:00 或 22:00-06:00 休周三周四",
      "第3行 账号：通讯录里没有“nobody”",
      "✗ 2 处有误，一行都没有保存。",
    ]);

    const good = operator.file("people2.csv", "账号,姓名,上级,班次\namy,艾米,hr,09:00-18:00 周一-周五\n");
    expect(await operator.type("people", "import", good, "--dry-run")).toBe(0);
    expect(operator.screen).toContain("第2行 amy 姓名：（空） → 艾米");
    expect((await read(Employee, { wecomUserId: "amy" }))[0]!.name).toBeNull();

    expect(await operator.type("people", "import", good)).toBe(0);
    const [hr] = await read(Employee, { wecomUserId: "hr" });
    expect((await read(Employee, { wecomUserId: "amy" }))[0]).toMatchObject({ name: "艾米", managerId: hr!.id });
  });

  it("reads lists as Excel in China saves them", async () => {
    await setUp();
    // "账号,姓名\namy,张三\n" in GB18030.
    const bytes = Buffer.from("d5cbbac52cd0d5c3fb0a616d792cd5c5c8fd0a", "hex");
    expect(await operator.type("people", "import", operator.file("gbk.csv", bytes))).toBe(0);
    expect((await read(Employee, { wecomUserId: "amy" }))[0]!.name).toBe("张三");
  });

  it("reads a spreadsheet", async () => {
    await setUp();
    expect(
      await operator.type(
        "people",
        "import",
        operator.file(
          "people.xlsx",
          spreadsheet([
            ["账号", "姓名"],
            ["amy", "艾米"],
          ]),
        ),
      ),
    ).toBe(0);
    expect((await read(Employee, { wecomUserId: "amy" }))[0]!.name).toBe("艾米");
    expect(await operator.type("people", "import", operator.file("broken.xlsx", "not a spreadsheet"))).toBe(1);
    expect(operator.screen).toContain("看不懂这个 Excel 文件");
  });

  it("syncs people, and asks before it takes many for leavers", async () => {
    operator.wecom.people = Array.from({ length: 10 }, (_, index) => ({
      userid: `p${index}`,
      department: [1],
      status: 1,
    }));
    operator.wecom.people.push(
      { userid: "boss", department: [1], status: 1 },
      { userid: "hr", department: [1], status: 4 },
    );
    await setUp();
    operator.wecom.people = operator.wecom.people.slice(5);
    expect(await operator.type("people", "sync")).toBe(1);
    expect(operator.screen).toContain("12 人里有 5 人会被停用");
    expect(await read(Employee, { status: "active" })).toHaveLength(12);
    expect(await operator.type("people", "sync", "--confirm")).toBe(0);
    expect(await read(Employee, { status: "active" })).toHaveLength(7);
  });

  it("links a person who came back under another account", async () => {
    await setUp();
    const [amy] = await read(Employee, { wecomUserId: "amy" });
    operator.wecom.people = [...operator.wecom.people.slice(0, 2), { userid: "amy2", department: [1], status: 1 }];
    await operator.type("people", "sync");
    expect(await operator.type("people", "list", "--left")).toBe(0);
    expect(operator.screen).toContain(amy!.id);
    expect(await operator.type("people", "link", amy!.id, "amy2")).toBe(0);
    expect((await read(Employee, { wecomUserId: "amy2" }))[0]).toMatchObject({ id: amy!.id, status: "active" });
  });

  it("asks before it makes one of two people who both work here", async () => {
    await setUp();
    const [amy] = await read(Employee, { wecomUserId: "amy" });
    expect(await operator.type("people", "link", "amy", "boss")).toBe(1);
    expect(operator.screen).toContain("还在职");
    expect((await read(Employee, { wecomUserId: "amy" }))[0]).toMatchObject({ id: amy!.id });
    expect(await operator.type("people", "link", "amy", "boss", "--confirm")).toBe(0);
    expect((await read(Employee, { wecomUserId: "boss" }))[0]).toMatchObject({ id: amy!.id });
  });

  it("grants, lists and revokes roles by name in either language", async () => {
    await setUp();
    expect(await operator.type("roles", "grant", "amy", "运维")).toBe(0);
    await operator.type("roles", "list");
    expect(operator.said).toContain("运维  amy");
    expect(await operator.type("roles", "revoke", "amy", "operator")).toBe(0);
    expect(await read(RoleGrant, { role: "operator" })).toEqual([]);
    expect(operator.screen).toContain("现在没有人是运维了");
    expect(await operator.type("roles", "grant", "amy", "king")).toBe(1);
    expect(operator.screen).toContain("没有角色“king”");
  });

  it("imports daily values once, corrects them, and lets them count in the company's goal", async () => {
    await setUp("--objective", "成为区域第一", "--key-result", "GMV 0→100000 元 @gmv");
    const metrics = (...more: string[]) =>
      operator.type("metrics", "import", ...more, "--metric", "gmv", "--source", "erp");
    const first = operator.file("gmv.csv", '日期,GMV\n2026-05-01,"5,000"\n2026/5/2,1234.5678\n');

    expect(await metrics(first)).toBe(0);
    expect(operator.screen).toContain("新增 2 天，更正 0 天，没变 0 天");
    expect((await read(KeyResult))[0]!.current).toBe(62_345_678);
    expect(await metrics(first)).toBe(0);
    expect(operator.screen).toContain("新增 0 天，更正 0 天，没变 2 天");

    operator.now = new Date("2026-05-11T02:01:00Z");
    expect(await metrics(operator.file("gmv2.csv", "日期,数值\n20260502,2000\n"))).toBe(0);
    expect(operator.screen).toContain("更正 1 天");
    expect((await read(KeyResult))[0]!.current).toBe(70_000_000);
    const values = (await read(MetricValue)).map(({ day, value, version }) => [day, value, version]).sort();
    expect(values).toEqual([
      ["2026-05-01", 50_000_000, 1],
      ["2026-05-02", 12_345_678, 1],
      ["2026-05-02", 20_000_000, 2],
    ]);
  });

  it("counts a day once whatever the file is called, and adds up sources only where values are added up", async () => {
    await setUp(
      "--objective",
      "做大",
      "--key-result",
      "GMV 0→100000 元 @gmv",
      "--key-result",
      "转化率 3→4 % @conversion",
    );
    const figures = async () =>
      (await read(KeyResult)).sort((a, b) => a.sequence - b.sequence).map(({ current }) => current);
    const load = (metric: string, name: string, value: string, ...more: string[]) => {
      operator.now = new Date(operator.now.getTime() + 60_000);
      const file = operator.file(name, `日期,数值\n2026-05-01,${value}\n`);
      return operator.type("metrics", "import", file, "--metric", metric, ...more);
    };
    for (const [name, gmv, rate] of [
      ["周一.csv", "5000", "3.2"],
      ["周二.csv", "6000", "3.1"],
    ] as const) {
      expect(await load("gmv", name, gmv)).toBe(0);
      expect(await load("conversion", name, rate)).toBe(0);
    }
    expect(await figures()).toEqual([60_000_000, 31_000]);

    expect(await load("gmv", "抖音.csv", "1000", "--source", "抖音")).toBe(0);
    expect(await load("conversion", "抖音.csv", "3.5", "--source", "抖音")).toBe(0);
    expect(await figures()).toEqual([70_000_000, 35_000]);
    expect(await load("conversion", "周三.csv", "3.4")).toBe(0);
    expect(await figures()).toEqual([70_000_000, 34_000]);
  });

  it("lets what was imported before count in a company goal that is added later, once", async () => {
    await setUp("--objective", "老目标", "--key-result", "GMV 0→100000 元 @gmv");
    const file = operator.file("gmv.csv", "日期,GMV\n2025-12-31,9\n2026-05-01,5000\n2026-05-02,1000\n");
    expect(await operator.type("metrics", "import", file, "--metric", "gmv")).toBe(0);
    const added = [
      "--objective",
      "新目标",
      "--key-result",
      "GMV 0→100000 元 @gmv",
      "--key-result",
      "GMV再多 0→200000 元 @gmv",
    ];
    for (let times = 0; times < 2; times++) expect(await setUp(...added)).toBe(0);
    expect((await read(KeyResult)).map(({ current }) => current)).toEqual([60_000_000, 60_000_000, 60_000_000]);
    expect((await read(CheckIn)).map(({ amount }) => amount).sort()).toEqual(
      Array(3).fill([50_000_000, 60_000_000]).flat().sort(),
    );
  });

  it("gives a badge when imported values reach a target", async () => {
    await setUp("--objective", "成为区域第一", "--key-result", "GMV 0→6000 元 @gmv");
    const file = operator.file("gmv.csv", "date,gmv\n2026-05-01,4000\n2026-05-02,4000\n");
    expect(await operator.type("metrics", "import", file, "--metric", "gmv")).toBe(0);
    expect(await read(Award, { kind: "badge" })).toHaveLength(1);
  });

  it("stores nothing of a file of values with faults", async () => {
    await setUp();
    const file = operator.file(
      "gmv.csv",
      "日期,GMV\n2026-02-31,1\n2026-05-01,1.23456\n2026-05-01,2\n2026-05-02,x\n2027-01-01,1\n",
    );
    expect(await operator.type("metrics", "import", file, "--metric", "gmv")).toBe(1);
    expect(operator.complaints[0]!.split("\n")).toEqual([
      "第2行 日期：“2026-02-31”不是日期，例如 2026-05-01",
      "第3行 数值：“1.23456”不是数字，或小数超过 4 位",
      "第5行 数值：“x”不是数字，或小数超过 4 位",
      "第6行 日期：2027-01-01 还没有到",
      "✗ 4 处有误，一行都没有保存。",
    ]);
    expect(await read(MetricValue)).toEqual([]);
    expect(await operator.type("metrics", "import", file, "--metric", "nothing", "--value-column", "GMV")).toBe(1);
    expect(await operator.type("metrics", "import", file, "--metric", "gmv", "--date-column", "天")).toBe(1);
    expect(operator.screen).toContain("找不到日期列“天”。文件里有：日期、GMV");
  });

  it("keeps the values of a department and of a person apart", async () => {
    await setUp();
    const file = operator.file("gmv.csv", "日期,GMV\n2026-05-01,1\n");
    for (const subject of ["department:1", "employee:amy", "company"])
      expect(await operator.type("metrics", "import", file, "--metric", "gmv", "--subject", subject)).toBe(0);
    expect((await read(MetricValue)).map(({ subjectKind }) => subjectKind).sort()).toEqual([
      "company",
      "department",
      "employee",
    ]);
    expect(await operator.type("metrics", "import", file, "--metric", "gmv", "--subject", "shop:1")).toBe(1);
  });

  it("shows what could not be delivered, and owes it again", async () => {
    await setUp();
    const [amy] = await read(Employee, { wecomUserId: "amy" });
    const id = newId(operator.now);
    await operator.inDatabase((db) =>
      db.transaction((work) =>
        work.insert(Notice, {
          id,
          dedupeKey: "k",
          employeeId: amy!.id,
          template: "nudge",
          kind: "system",
          data: {},
          asOf: operator.now,
          day: "2026-05-11",
          nextAt: null,
          expiresAt: operator.now,
          state: "failed",
          attempts: 6,
          lastError: "wecom.60020",
          createdAt: operator.now,
        }),
      ),
    );
    await operator.type("notices", "failed");
    expect(operator.screen).toContain(`${id}  2026-05-11 10:00  nudge`);
    expect(await operator.type("notices", "retry")).toBe(1);
    expect(await operator.type("notices", "retry", "nothing")).toBe(1);
    expect(await operator.type("notices", "retry", id)).toBe(0);
    expect((await read(Notice, { id }))[0]).toMatchObject({ state: "owed", attempts: 0, nextAt: operator.now });
    await operator.type("notices", "failed");
    expect(operator.screen).toContain("没有发不出去的消息");
    expect(await operator.type("jobs")).toBe(0);
  });

  it("takes the company's own days for work and rest, and gives them back", async () => {
    await setUp();
    expect(await operator.type("calendar", "rest", "2026-05-18", "2026-05-19")).toBe(0);
    expect(await operator.type("calendar", "work", "2026-05-19", "2026-05-23")).toBe(0);
    expect(await operator.type("calendar", "list")).toBe(0);
    expect(operator.said).toEqual(["2026-05-18  休息", "2026-05-19  上班", "2026-05-23  上班", "共 3 天"]);
    expect(await operator.type("calendar", "rest", "2026-05-20", "2026-02-30")).toBe(1);
    expect(operator.complaints).toEqual(["✗ “2026-02-30”不是日期，例如 2027-02-05。"]);
    expect(await operator.type("calendar", "clear", "2026-05-18", "2026-05-19", "2026-05-23")).toBe(0);
    expect(await operator.type("calendar", "list")).toBe(0);
    expect(operator.said).toEqual(["没有设置过，按国家公布的安排。"]);
    const events = await read(Event, { name: "calendar.overridden" });
    expect(events.map(({ data }) => String(data.kind)).sort()).toEqual(["null", "rest", "work"]);
  });

  it("publishes the app's menu", async () => {
    await setUp();
    expect(await operator.type("menu", "publish")).toBe(0);
    const call = operator.wecom.asked.find(({ path }) => path === "menu/create");
    expect(call!.query.get("agentid")).toBe("1000002");
    expect(JSON.stringify(call!.body)).toContain('"name":"报进度"');
  });

  it("makes the teams' groups where the app may, and says what to do where it may not", async () => {
    await setUp();
    operator.wecom.answers["appchat/create"] = { errcode: 48002 };
    expect(await operator.type("groups", "create")).toBe(1);
    expect(operator.screen).toContain("WECOM_WEBHOOK_KEY");
    operator.wecom.answers["appchat/create"] = { errcode: 0, chatid: "ignored" };
    expect(await operator.type("groups", "create")).toBe(0);
    const { body } = operator.wecom.asked.findLast(({ path }) => path === "appchat/create")!;
    expect(body).toMatchObject({ userlist: expect.arrayContaining(["boss", "hr", "amy"]) });
    const [department] = await read(Department, { wecomId: 1 });
    expect(department!.chatId).toBe((body as { chatid: string }).chatid);
  });

  it("says which department's group was refused, and that the others are ready", async () => {
    operator.wecom.answers["department/list"] = {
      errcode: 0,
      department: [
        { id: 1, name: "某某服饰" },
        { id: 2, name: "仓储部", parentid: 1 },
      ],
    };
    const members: Record<string, string[]> = { 1: ["boss", "hr", "amy"], 2: ["dan", "eve"] };
    operator.wecom.answers["user/list"] = (query) => ({
      errcode: 0,
      userlist: members[query.get("department_id") ?? ""]!.map((userid) => ({
        userid,
        department: [Number(query.get("department_id"))],
        status: 1,
      })),
    });
    await setUp();
    const answers = [{ errcode: 0, chatid: "one" }, { errcode: 60011 }];
    operator.wecom.answers["appchat/create"] = () => answers.shift() ?? { errcode: -1 };
    expect(await operator.type("groups", "create")).toBe(1);
    expect(operator.said).toEqual([expect.stringContaining("1 个部门群已就绪")]);
    expect(operator.complaints.join("\n")).toMatch(
      /^✗ (某某服饰|仓储部)：有人不在应用的可见范围内（错误码 60011）\n✗ 1 个部门/,
    );
  });

  it("freezes and lets go of sending", async () => {
    await setUp();
    const frozen = () => operator.inDatabase((db) => isSendingFrozen(db.read));
    expect(await operator.type("sending", "freeze")).toBe(0);
    expect(await frozen()).toBe(true);
    expect(await operator.type("sending", "go")).toBe(0);
    expect(await frozen()).toBe(false);
  });

  it("makes a back-up that sends nothing, or says how", async () => {
    await setUp();
    const file = operator.path("backup.sqlite");
    const code = await operator.type("backup", file);
    if (engine === "mariadb") {
      expect(code).toBe(1);
      expect(operator.screen).toContain("mariadb-dump -h 127.0.0.1");
      return expect(existsSync(file)).toBe(false);
    }
    expect(code).toBe(0);
    expect(await operator.type("backup", operator.path("nowhere/backup.sqlite"))).toBe(1);
    if (engine === "sqlite") expect(operator.screen).toContain("没有这个文件夹");
    expect(await operator.type("backup", file)).toBe(1);
    expect(operator.screen).toContain("文件已经存在");
    copyFileSync(file, `${file}.restored`);
    const restored = await Database.open(`sqlite:${file}.restored`);
    expect(await isSendingFrozen(restored.read)).toBe(true);
    await restored.close();
    expect(await operator.type("restore")).toBe(0);
  });

  it("says in one line what it cannot do, without a stack trace or a secret", async () => {
    const complaint = async (...argv: string[]) => [await operator.type(...argv), operator.complaints.join("\n")];
    expect(await complaint("people", "list")).toEqual([
      1,
      engine === "sqlite"
        ? `✗ 没有数据库文件 ${operator.url.slice("sqlite:".length)}。请检查 DATABASE_URL，或先运行 setup。`
        : "✗ 数据库还没有建好或升级。请先运行 setup（新企业），或启动一次服务。",
    ]);
    expect(await complaint("peple")).toEqual([2, "✗ 没有命令“peple”。加上 --help 看用法。"]);
    expect(await complaint("people", "import")).toEqual([2, "✗ 缺少参数“file”。加上 --help 看用法。"]);
    expect((await complaint("metrics", "import", "x.csv"))[0]).toBe(2);
    await setUp();
    expect(await complaint("people", "import", "/nowhere/x.csv")).toEqual([1, "✗ 没有这个文件：/nowhere/x.csv"]);
    expect(await complaint("roles", "grant", "nobody", "hr")).toEqual([
      1,
      "✗ 没有找到“nobody”。可以填账号、姓名或编号；先运行 people list 看看。",
    ]);
    operator.env.WECOM_CORP_ID = "ww2";
    expect((await complaint("people", "list"))[1]).toContain("属于另一个企业（ww1）");
    const { WECOM_CORP_ID: _, ...others } = operator.env;
    for (const name of Object.keys(others)) if (name.startsWith("WECOM_")) delete operator.env[name];
    delete operator.env.WECOM_CORP_ID;
    expect((await complaint("people", "list"))[1]).toContain("这个数据库用于企业 ww1");
    Object.assign(operator.env, others);
    const [code, text] = await complaint("people", "list");
    expect(code).toBe(1);
    expect(text).toContain("WECOM_CORP_ID");
    expect(text).not.toContain("very-secret");
  });

  it("says what is wrong with the database it is given", async () => {
    operator.env.DATABASE_URL = "mysql://root@127.0.0.1:9/none";
    expect(await operator.type("doctor")).toBe(1);
    expect(operator.complaints).toEqual(["✗ 数据库用不了，什么都没有改。请检查 DATABASE_URL 和数据库服务后再试。"]);
    operator.env.DATABASE_URL =
      engine === "sqlite"
        ? `sqlite:${operator.file("notes.txt", "these are notes, and no database at all".repeat(99))}`
        : operator.url.replace(/[^/]+$/, "nowhere");
    expect(await operator.type("doctor")).toBe(1);
    expect(operator.screen).toContain(engine === "sqlite" ? "不是 SQLite 数据库" : "没有这个库");
  });

  it("explains itself in Chinese", async () => {
    expect(await operator.type("--help")).toBe(0);
    for (const word of ["用法：", "命令：", "setup", "people", "doctor", "sending"])
      expect(operator.screen).toContain(word);
    expect(await operator.type("people", "import", "--help")).toBe(0);
    expect(operator.screen).toContain("--dry-run");
  });
});
