import { escapeCell, escapeMarkdown, escapeText } from "../../bot/escape";
import type { Card, Message } from "../../bot/Message";
import { messageText } from "../../bot/messageText";
import { cardBody } from "../../bot/wecom/cardBody";
import { decryptText } from "../../bot/wecom/crypto";
import { passiveTextReply } from "../../bot/wecom/passiveReply";
import { textCardBody } from "../../bot/wecom/textCardBody";
import { WecomChannel } from "../../bot/wecom/WecomChannel";
import { WecomClient } from "../../bot/wecom/WecomClient";
import { parseXml, textOf } from "../../bot/wecom/xml";
import { recordCheckIn } from "../../domain/checkIns/recordCheckIn";
import type { Actor, Context, Delivery } from "../../domain/context";
import { approveGoal } from "../../domain/goals/approveGoal";
import { proposeGoal } from "../../domain/goals/proposeGoal";
import { returnGoal } from "../../domain/goals/returnGoal";
import { undoApproval } from "../../domain/goals/undoApproval";
import { plainLine } from "../../domain/plainLine";
import { cheer } from "../../domain/recognition/cheer";
import { giveAward } from "../../domain/recognition/giveAward";
import { praise } from "../../domain/recognition/praise";
import { retractAward } from "../../domain/recognition/retractAward";
import { transact } from "../../domain/transact";
import { deliverNotices } from "../../jobs/deliverNotices";
import { describeEngines } from "../engines";
import { buildCycle, buildDepartment, buildEmployee } from "../factories";
import { openWorld, type World } from "../world";
import { LoopbackApi } from "./wecom/LoopbackApi";
import { keys } from "./wecom/WecomSide";

/** What somebody might call themselves, a goal or a reason to be more than read. */
const hostile = [
  "<@all>",
  "$userName=boss$",
  "$departmentName=1$",
  "**粗体** __下划__",
  "[点我](http://x.test)",
  "![图](http://x.test/a.png)",
  '<a href="http://x.test">链接</a>',
  '<font color="warning">红字</font>',
  "<img src=x onerror=alert(1)>",
  "=cmd|'/c calc'!A0",
  "+1+1",
  "-2+3",
  "@SUM(A1)",
  "第一行\n■ 落后 第二行",
  "回车\r换行\t制表",
  "反\u202e转\u2066隔离\u2069",
  "零\u200b宽\u200d隐\ufeff形\u2060",
  "行\u2028段\u2029",
  "😀🚀👍🏽",
  "`代码` ```块```",
  "# 标题",
  "> 引用",
  "~~删除~~ |表|格|",
  "&lt;b&gt;",
  "]]><Content>注入</Content>",
  "\uE000boss\uE001",
  "'; DROP TABLE goals; --",
  "反斜杠\\n\\u0041",
];

/** Only our own marks make a name of an id, and nobody's input holds them: they are taken out where it comes in. */
const unmarked = hostile.map((text) => text.replace(/[\ue000\ue001]/g, ""));

// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must not be there
const unseen = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ue000-\uf8ff]/;

/** Nothing that WeCom's text, cards or id translation would take for more than text. */
function expectPlain(sent: string) {
  // The one mark in it that is ours.
  const text = sent.replace(/\n<a href="http:\/\/127\.0\.0\.1\/h5\/#\/pages\/[\w/?=]+">[^<>]+<\/a>$/, "");
  expect(text).not.toMatch(/[<>$]/);
  expect(text).not.toMatch(unseen);
}

/** Our own marks are one bold name at the start of a message and a quote at the start of a line. */
function expectPlainMarkdown(markdown: string) {
  for (const [index, line] of markdown.split("\n").entries()) {
    const rest = index === 0 ? line.replace(/^\*\*([^*]*)\*\*/, "$1") : line.replace(/^> /, "");
    expect(rest).not.toMatch(/[<>$*`#[\]()!~|\\]/);
    expect(rest).not.toMatch(unseen);
  }
}

/** What of it a reader must still see, whatever twin a character was given. */
const readable = (text: string) => plainLine(text).normalize("NFKC");
const seen = (text: string) => text.replace(/\s+/g, " ").normalize("NFKC");

/** Every text in a value, however deep. */
const strings = (value: unknown): string[] =>
  typeof value === "string"
    ? [value]
    : typeof value === "object" && value !== null
      ? Object.values(value).flatMap(strings)
      : [];

describe("People's text in a sink", () => {
  const card = (text: string): Card => ({
    source: text,
    title: text,
    description: text,
    emphasis: { value: text, label: text },
    subtitle: text,
    rows: [{ label: text, value: text }],
    quote: text,
    selection: { key: "k", title: text, options: [{ id: "a", text }] },
    buttons: [{ text, key: "k" }],
  });
  /** A title, a name or a reason reaches a sink as one line. */
  const line = plainLine;

  it.each(unmarked)("is plain in a text message: %j", (text) => {
    expectPlain(escapeText(text));
    expect(seen(escapeText(line(text)))).toContain(readable(text));
  });

  it.each(unmarked)("is plain in every field of a card, with buttons or without: %j", (text) => {
    for (const one of [
      card(text),
      { ...card(text), buttons: undefined },
      { ...card(text), buttons: undefined, done: text },
    ]) {
      const fields = strings({ ...cardBody(one, { publicUrl: "http://127.0.0.1" }), card_action: undefined });
      for (const field of fields) expectPlain(field);
      expect(fields.length).toBeGreaterThan(8);
    }
    expect(seen(cardBody(card(line(text)), { publicUrl: "http://u" }).sub_title_text as string)).toContain(
      readable(text),
    );
  });

  it.each(unmarked)("is plain in a text card, whose only marks are our line ends: %j", (text) => {
    const { title, description, btntxt } = textCardBody({ kind: "link", title: text, text, url: "u", button: text });
    for (const field of [title, description.replaceAll("<br>", ""), btntxt]) expectPlain(field);
    expect([...btntxt].length).toBeLessThanOrEqual(4);
    expect(
      seen(textCardBody({ kind: "link", title: "t", text: line(text), url: "u", button: "b" }).description),
    ).toContain(readable(text));
  });

  it.each(hostile)("is plain in markdown, on one line: %j", (text) => {
    const escaped = escapeMarkdown(line(text));
    expect(escaped).not.toContain("\n");
    expectPlainMarkdown(`**${escaped}** 受到表扬\n> ${escaped}`);
    expect(seen(escaped)).toContain(readable(text));
  });

  it.each(hostile)("is plain in an answer in the callback's response, and one element of it: %j", (text) => {
    const sealed = parseXml(passiveTextReply(keys, "zhangsan", escapeText(text), new Date(0)));
    const reply = parseXml(decryptText(keys, textOf(sealed.Encrypt)));
    expect(Object.keys(reply)).toEqual(["ToUserName", "FromUserName", "CreateTime", "MsgType", "Content"]);
    expect(textOf(reply.Content)).toBe(escapeText(text));
  });

  it.each(hostile)("is plain in a WeChat chat, as text, card or markdown: %j", (text) => {
    const messages: Message[] = [
      { kind: "text", text: line(text) },
      { kind: "card", card: card(line(text)) },
      { kind: "markdown", markdown: `**${escapeMarkdown(line(text))}** 受到表扬` },
    ];
    for (const message of messages) {
      expectPlain(messageText(message));
      expect(seen(messageText(message))).toContain(readable(text));
    }
  });

  it.each(hostile)("starts no formula in a spreadsheet: %j", (text) => {
    expect(escapeCell(text)).not.toMatch(/^[=+\-@\t\r]/);
    expect(escapeCell(text)).toContain(text);
  });

  it("shows an id for a name as a name where ids are translated, and as the id where nothing is", () => {
    const text = "\uE000wo_1@a.b-c\uE001 受到表扬";
    expect(escapeText(text)).toBe("$userName=wo_1@a.b-c$ 受到表扬");
    expect(escapeMarkdown(text)).toBe("<@wo_1@a.b-c> 受到表扬");
    expect(messageText({ kind: "text", text })).toBe("wo_1@a.b-c 受到表扬");
    expect(messageText({ kind: "markdown", markdown: escapeMarkdown(text) })).toBe("@wo_1@a.b-c 受到表扬");
  });

  it("never cuts through the id that stands for a name, nor through a character", () => {
    const id = "wo".padEnd(64, "x");
    const description = `\uE000${id}\uE001 · 2026年第二季度`;
    const body = cardBody({ title: "😀".repeat(50), description }, { publicUrl: "http://127.0.0.1" }) as {
      main_title: { title: string; desc: string };
    };
    expect(body.main_title).toEqual({ title: `${"😀".repeat(35)}…`, desc: `$userName=${id}$ · 2026年第二季度` });
  });
});

describeEngines("Hostile people", (engine) => {
  let world: World;
  let api: LoopbackApi;
  let cycleId: string;
  beforeAll(async () => {
    world = await openWorld(engine);
    cycleId = (await buildCycle(world)).id;
    api = await LoopbackApi.start();
    world.app.channel = new WecomChannel(
      new WecomClient(
        { apiUrl: api.url, corpId: "ww1", agentId: 7, secret: "s" },
        { tokens: { readOrRefresh: async () => "t", drop: async () => undefined }, now: () => world.clock.now() },
      ),
      { publicUrl: "http://127.0.0.1", webhookKey: "key" },
    );
  });
  afterAll(async () => {
    await api.stop();
    await world.close();
  });

  const as = <T>(actor: Actor, run: (ctx: Context) => Promise<T>) => {
    world.clock.forward(1);
    return transact(world.app, actor, run);
  };

  /** A goal's whole life, praise and everything one can ask for, by people who are all called the same. */
  async function liveThrough(text: string, chatId: string | null) {
    const department = await buildDepartment(world, { name: text, chatId });
    const manager = await buildEmployee(world, { name: text, departmentId: department.id });
    const owner = await buildEmployee(world, { name: text, departmentId: department.id, managerId: manager.id });
    const keyResult = {
      title: text,
      kind: "increase",
      accumulation: "sum",
      target: 1_000_000,
      unit: text.slice(0, 8),
    } as const;
    const { objective, keyResults } = await as(owner, (ctx) =>
      proposeGoal(ctx, { cycleId, title: text, keyResults: [keyResult], submit: true }),
    );
    const { id } = objective;
    await as(manager, (ctx) => approveGoal(ctx, id));
    await as(manager, (ctx) => undoApproval(ctx, id));
    await as(manager, (ctx) => returnGoal(ctx, id, text));
    await as(owner, (ctx) => proposeGoal(ctx, { cycleId, title: text, keyResults: [keyResult], submit: true })).then(
      (goal) => as(manager, (ctx) => approveGoal(ctx, goal.objective.id)),
    );
    const [reported] = await world.db.read.query(
      "SELECT k.id FROM key_results k JOIN objectives o ON o.id = k.objectiveId WHERE o.status = 'active' AND o.ownerId = ?",
      [owner.id],
    );
    const report = { keyResultId: reported.id, operation: "set", amount: 1_000_000, source: "chat" } as const;
    await as(manager, (ctx) => recordCheckIn(ctx, { ...report, occurredAt: ctx.now }));
    // What is taken back before it was told is told to nobody.
    await deliverNotices(world.app);
    await as(manager, (ctx) => recordCheckIn(ctx, { ...report, amount: 1, occurredAt: ctx.now }));
    const award = await as(manager, (ctx) => praise(ctx, { employeeId: owner.id, reason: text }));
    await as(manager, (ctx) => retractAward(ctx, award.id));
    const honour = { kind: "honour", title: text.slice(0, 20), to: { employeeId: owner.id }, reason: text } as const;
    const [given] = await as(manager, (ctx) => giveAward(ctx, { ...honour, keyResultId: reported.id }));
    await as(owner, (ctx) => cheer(ctx, given!.id));
    await as(await buildEmployee(world, { name: text }), (ctx) => cheer(ctx, given!.id));
    expect(keyResults).toHaveLength(1);
    for (const [person, said] of [
      [owner, "今日"],
      [owner, "我的目标"],
      [owner, "进度 5"],
      [owner, `进度 ${text} 5`],
      [manager, "团队"],
      [owner, `表扬 @${text} ${text}`],
      [owner, text],
    ] as const) {
      world.clock.forward(1);
      const answer = await world.bot.receive({
        channel: "wecom",
        userId: person.wecomUserId ?? "",
        key: `h${world.clock.now().getTime()}`,
        at: world.clock.now(),
        text: said,
      });
      if (answer) expectPlain(escapeText((answer as { text: string }).text));
    }
  }

  beforeEach(() => {
    api.asked.length = 0;
  });

  /** What has been asked of WeCom to show, with what is still to come. */
  const bodies = async () => {
    // A webhook takes some 20 a minute.
    for (let minute = 0; minute < 10; minute++) {
      await deliverNotices(world.app);
      world.clock.forward(61_000);
    }
    const shown = api.asked.filter(({ body }) => body && "msgtype" in (body as object));
    return shown.map(({ path, body }) => ({
      path,
      ...(body as {
        msgtype: string;
        text?: { content: string };
        markdown?: { content: string };
        template_card?: object;
        textcard?: { title: string; description: string };
        enable_id_trans?: number;
      }),
    }));
  };

  it("stay plain text in whatever WeCom is asked to show", async () => {
    for (const [index, text] of hostile.entries()) await liveThrough(text, index % 2 === 0 ? `chat${index}` : null);
    const sent = await bodies();
    for (const { text, markdown, template_card, textcard, enable_id_trans } of sent) {
      if (text) expectPlain(text.content);
      if (markdown) expectPlainMarkdown(markdown.content);
      if (textcard) expectPlain(textcard.title + textcard.description);
      if (template_card) expectPlain(JSON.stringify({ ...template_card, card_action: undefined }));
      expect(enable_id_trans).toBeUndefined();
    }
    const kinds = new Set(sent.map(({ path, msgtype }) => `${path} ${msgtype}`));
    expect([...kinds].sort()).toEqual([
      "appchat/send markdown",
      "message/send template_card",
      "message/send text",
      "message/send textcard",
      "webhook/send markdown",
    ]);
    // What is longer than a card's field is cut there.
    const shown = (kind: "text" | "markdown" | "template_card" | "textcard") =>
      seen(strings(sent.map((one) => one[kind])).join("\n"));
    // What is longer than a card's field is cut there.
    for (const kind of ["text", "markdown", "template_card", "textcard"] as const)
      expect(hostile.filter((text) => !shown(kind).includes(readable(text).slice(0, 8)))).toEqual([]);
  });

  it.each([
    ["2,048 bytes", `${"字".repeat(682)}ab`, 1],
    ["2,049 bytes", "字".repeat(683), 2],
    ["682 signs that grow to three bytes each", "<".repeat(682), 1],
    ["683 such signs", "<".repeat(683), 2],
    ["600 emoji", "😀".repeat(600), 2],
  ])("are cut at 2,048 bytes as they go out, between characters: %s", async (_, text, parts) => {
    const person = await buildEmployee(world);
    const team = await buildDepartment(world, { chatId: "team" });
    const carry = (delivery: Partial<Delivery>, message: Message) =>
      world.app.channel.deliver({
        notice: { id: "n", template: "message", kind: "reply", data: { message } },
        person: null,
        team: null,
        facts: {},
        ...delivery,
      } as Delivery);
    api.asked.length = 0;
    await carry({ person }, { kind: "text", text });
    await carry({ team }, { kind: "text", text });
    const contents = api.asked.map(({ body }) => (body as { text: { content: string } }).text.content);
    expect(contents).toHaveLength(2 * parts);
    for (const content of contents) expect(Buffer.byteLength(content)).toBeLessThanOrEqual(2048);
    expect(contents.join("")).toBe(escapeText(text).repeat(2));
    expect(contents.join("")).not.toMatch(/\ufffd/);
  });
});
