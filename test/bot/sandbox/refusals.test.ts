import { buttons, news, notice, refusedCards, takenCards, vote } from "./cards";
import { type ApiAnswer, companyOf, StandIn } from "./StandIn";

const minute = 60_000;
const hour = 60 * minute;

let standIn: StandIn;
beforeEach(async () => {
  standIn = await StandIn.start();
});
afterEach(() => standIn.stop());

const text = (content: string) => ({ msgtype: "text", text: { content } });
const markdown = (content: string) => ({ msgtype: "markdown", markdown: { content } });
const textcard = (change: object = {}) => ({
  msgtype: "textcard",
  textcard: { title: "通知", description: "内容", url: "https://example.com", ...change },
});
const codeOf = async (answer: Promise<ApiAnswer>) => (await answer).errcode;
const ids = (count: number) => Array.from({ length: count }, (_, index) => `nobody${index}`).join("|");

describe("the token", () => {
  const keys = () => ({ corpid: standIn.state.keys.corpId, corpsecret: standIn.state.keys.secret });
  const getToken = (change: object) => standIn.raw("gettoken", undefined, { ...keys(), ...change });

  it("is given for the right company and secret only", async () => {
    expect(await getToken({})).toMatchObject({ errcode: 0, expires_in: 7200 });
    expect(await codeOf(getToken({ corpsecret: "guess" }))).toBe(40001);
    expect(await codeOf(getToken({ corpid: "wwother" }))).toBe(40013);
  });

  it("is demanded, must be one of ours, and lasts two hours", async () => {
    const list = (access_token?: string) =>
      standIn.raw("department/list", undefined, access_token ? { access_token } : {});
    const token = await standIn.freshToken();
    expect(await codeOf(list())).toBe(41001);
    expect(await codeOf(list("made-up"))).toBe(40014);
    standIn.clock.forward(7200_000 - 1);
    expect(await codeOf(list(token))).toBe(0);
    standIn.clock.forward(1);
    expect(await codeOf(list(token))).toBe(42001);
  });
});

describe("a request", () => {
  const ask = async (body: string | undefined) =>
    standIn.raw("message/send", body, { access_token: await standIn.freshToken() });

  it("is refused unless it is a JSON object, sent by POST, of characters as they are, and not huge", async () => {
    expect(await codeOf(ask("{oops"))).toBe(40058);
    expect(await codeOf(ask("[]"))).toBe(40058);
    expect(await codeOf(ask("null"))).toBe(40058);
    expect(await codeOf(ask(undefined))).toBe(40058);
    expect(await codeOf(ask('{"text":"\\u0001"}'))).toBe(40033);
    expect(await codeOf(ask(JSON.stringify({ text: "x".repeat(7 * 1024 * 1024) })))).toBe(40206);
  });

  it("may hold an escaped backslash before a u", async () => {
    const body = { touser: "ann", agentid: standIn.state.keys.agentId, ...text("C:\\u1234") };
    expect(await codeOf(ask(JSON.stringify(body)))).toBe(0);
  });

  it("is refused for an API that is not there", async () => {
    expect(await codeOf(standIn.call("message/sing", {}))).toBe(40066);
  });
});

describe("the receivers of a message", () => {
  const to = (change: object) => standIn.send({ ...text("你好"), touser: undefined, ...change });

  it("are demanded, and limited in number", async () => {
    expect(await codeOf(to({}))).toBe(82001);
    expect(await codeOf(to({ touser: ids(1001) }))).toBe(40032);
    expect(await codeOf(to({ touser: "ann", toparty: ids(101) }))).toBe(82002);
    expect(await codeOf(to({ touser: "ann", totag: ids(101) }))).toBe(82003);
    expect(await codeOf(to({ touser: `ann|${ids(999)}` }))).toBe(0);
  });

  it("are refused when nobody is known, and named in a string when some are not", async () => {
    expect(await codeOf(to({ touser: "nobody" }))).toBe(81013);
    expect(await to({ touser: "ann|nobody|noone", toparty: "7", totag: "t" })).toMatchObject({
      errcode: 0,
      invaliduser: "nobody|noone",
      invalidparty: "7",
      invalidtag: "t",
    });
  });

  it("get it once each, however often they are meant, whole departments and everybody too", async () => {
    await to({ touser: "ann|ANN", toparty: "1" });
    await to({ touser: "@all" });
    expect(["ann", "bob", "cat"].map((userId) => standIn.chat(userId).length)).toEqual([2, 2, 2]);
  });

  it("must be of the app that sends", async () => {
    expect(await codeOf(to({ touser: "ann", agentid: 1 }))).toBe(301002);
    expect(await codeOf(to({ touser: "ann", agentid: "1000002" }))).toBe(40056);
  });
});

describe("the length of a message", () => {
  it("cuts text at 2,048 bytes without a word, never inside a character", async () => {
    await standIn.send(text("达".repeat(700)));
    expect(standIn.chat("ann").at(-1)?.content).toBe("达".repeat(682));
  });

  const lengths: [what: string, body: object, errcode: number][] = [
    ["empty text", text(""), 44004],
    ["markdown of 2,048 bytes", markdown(`${"达".repeat(682)}ok`), 0],
    ["markdown of 2,049 bytes", markdown(`${"达".repeat(682)}ok!`), 40058],
    ["empty markdown", markdown(""), 44004],
    ["a textcard at its limits", textcard({ title: "题".repeat(128), description: "述".repeat(512) }), 0],
    ["a textcard's title of 129", textcard({ title: "题".repeat(129) }), 40058],
    ["a textcard's description of 513", textcard({ description: "述".repeat(513) }), 40058],
    ["a textcard without a title", textcard({ title: "" }), 40063],
    ["a textcard without a scheme", textcard({ url: "example.com" }), 45034],
    ["a textcard's url of 2,049 bytes", textcard({ url: `https://e.com/${"x".repeat(2035)}` }), 40058],
    ["a textcard's button of five", textcard({ btntxt: "点我看详情" }), 40058],
    [
      "nine articles",
      { msgtype: "news", news: { articles: Array(9).fill({ title: "t", url: "https://e.com" }) } },
      45008,
    ],
    ["safe news", { msgtype: "news", safe: 1, news: { articles: [{ title: "t", url: "https://e.com" }] } }, 40074],
    ["an article that leads nowhere", { msgtype: "news", news: { articles: [{ title: "t" }] } }, 45034],
    [
      "an article of 129 bytes",
      { msgtype: "news", news: { articles: [{ title: "题".repeat(43), url: "https://e.com" }] } },
      40058,
    ],
    ["a picture without an id", { msgtype: "image", image: {} }, 40007],
    ["a video's title of 129 bytes", { msgtype: "video", video: { media_id: "m", title: "题".repeat(43) } }, 40058],
    [
      "a mini-program's eleven items",
      {
        msgtype: "miniprogram_notice",
        miniprogram_notice: { appid: "wx", content_item: Array(11).fill({ key: "k", value: "v" }) },
      },
      90201,
    ],
    [
      "a mini-program without its id",
      { msgtype: "miniprogram_notice", miniprogram_notice: { content_item: [] } },
      90200,
    ],
    [
      "a mini-program's long value",
      {
        msgtype: "miniprogram_notice",
        miniprogram_notice: { appid: "wx", content_item: [{ key: "k", value: "v".repeat(31) }] },
      },
      90203,
    ],
    ["markdown_v2, which only robots know", { msgtype: "markdown_v2", markdown_v2: { content: "**x**" } }, 40008],
    ["no kind at all", {}, 40008],
  ];
  it.each(lengths)("is right for %s or refused", async (_, body, errcode) => {
    expect(await codeOf(standIn.send(body))).toBe(errcode);
  });
});

describe("a card", () => {
  it.each(refusedCards)("is refused with %s", async (_, card, errcode) => {
    expect(await codeOf(standIn.sendCard(card()))).toBe(errcode);
    expect(standIn.chat("ann")).toEqual([]);
  });

  it.each(takenCards)("is taken with %s", async (_, card) => {
    expect(await standIn.sendCard(card())).toMatchObject({ errcode: 0 });
    expect(standIn.chat("ann")).toHaveLength(1);
  });

  it("goes out once under a task id", async () => {
    const card = buttons();
    expect(await codeOf(standIn.sendCard(card))).toBe(0);
    expect(await codeOf(standIn.sendCard(card))).toBe(42014);
    expect(standIn.chat("ann")).toHaveLength(1);
  });

  it("brings a response code only if it can be pressed", async () => {
    expect(await standIn.sendCard(notice())).not.toHaveProperty("response_code");
    expect(await standIn.sendCard(news())).not.toHaveProperty("response_code");
    expect(await standIn.sendCard(buttons())).toHaveProperty("response_code");
    expect(await standIn.sendCard(vote())).toHaveProperty("response_code");
  });
});

describe("the update of a card", () => {
  const update = (response_code: unknown, change: object = {}) =>
    standIn.call("message/update_template_card", {
      userids: ["ann"],
      agentid: standIn.state.keys.agentId,
      response_code,
      button: { replace_name: "已通过" },
      ...change,
    });
  const codeOfCard = async (touser = "ann") =>
    (await standIn.send({ touser, msgtype: "template_card", template_card: buttons() })).response_code;
  const shown = (userId: string) => standIn.chat(userId).at(-1)?.content;

  it("works once with a code", async () => {
    const code = await codeOfCard();
    expect(await update(code)).toMatchObject({ errcode: 0, invaliduser: [] });
    expect(shown("ann")).toMatchObject({ replace_text: "已通过" });
    expect(await codeOf(update(code))).toBe(60140);
  });

  it("works for 72 hours with the code of the sending, and as long with that of each press", async () => {
    const [early, late] = [await codeOfCard(), await codeOfCard()];
    standIn.clock.forward(72 * hour);
    expect(await codeOf(update(early))).toBe(0);
    standIn.clock.forward(1);
    expect(await codeOf(update(late))).toBe(60140);

    const { id } = standIn.chat("ann").at(-1)!;
    await standIn.control("press", { userId: "ann", messageId: id, key: "yes" });
    const pressed = standIn.callbacks.at(-1)?.ResponseCode;
    expect(await codeOf(update(pressed))).toBe(0);
    expect(await codeOf(update(pressed))).toBe(60140);
  });

  it("answers who has no such card in a list, and changes it for who has", async () => {
    const code = await codeOfCard("ann|bob");
    await standIn.send({ touser: "cat", msgtype: "template_card", template_card: buttons() });
    expect(await update(code, { userids: ["bob", "cat", "nobody"] })).toMatchObject({
      errcode: 0,
      invaliduser: ["nobody", "cat"],
    });
    expect(shown("bob")).toHaveProperty("replace_text");
    expect(shown("ann")).not.toHaveProperty("replace_text");
    expect(shown("cat")).not.toHaveProperty("replace_text");
  });

  it("is refused without people in a list, a known code, a new name or a sound card; the code stays good", async () => {
    const code = await codeOfCard();
    expect(await codeOf(update(code, { userids: "ann" }))).toBe(40035);
    expect(await codeOf(update(code, { userids: [] }))).toBe(82001);
    expect(await codeOf(update(code, { userids: ids(1001).split("|") }))).toBe(40032);
    expect(await codeOf(update(code, { button: {} }))).toBe(40058);
    expect(await codeOf(update(code, { template_card: buttons({ button_list: [] }) }))).toBe(42039);
    expect(await codeOf(update(code, { agentid: 7 }))).toBe(301002);
    expect(await codeOf(update("guess"))).toBe(60140);
    expect(await codeOf(update(code, { template_card: buttons({ task_id: undefined }) }))).toBe(0);
  });
});

describe("the limits per person", () => {
  const send = (count: number, touser = "ann") =>
    Promise.all(Array.from({ length: count }, (_, index) => standIn.send({ touser, ...text(`第 ${index} 条`) })));
  const isDropped = ({ kind }: { kind: string }) => kind === "drop";

  it("drop the 31st message of a minute without a word, count it, and show it", async () => {
    const answers = await send(31);
    expect(answers.every(({ errcode }) => errcode === 0)).toBe(true);
    expect(standIn.state.dropped).toBe(1);
    expect(standIn.chat("ann").filter(isDropped)).toHaveLength(1);
    await send(1, "bob");
    standIn.clock.forward(minute);
    await send(1);
    expect(standIn.state.dropped).toBe(1);
  });

  it("drop the 1,001st message of an hour", async () => {
    for (let sent = 0; sent < 1000; sent += 25) {
      await send(25);
      standIn.clock.forward(minute);
    }
    expect(standIn.state.dropped).toBe(0);
    await send(1);
    expect(standIn.state.dropped).toBe(1);
  });
});

describe("the check for duplicates", () => {
  const repeat = (change: object = {}) => standIn.send({ ...text("早上好"), enable_duplicate_check: 1, ...change });

  it("swallows the same request within its window, half an hour unless stated", async () => {
    await repeat();
    expect(await repeat()).toMatchObject({ errcode: 0 });
    expect(standIn.chat("ann")).toHaveLength(1);
    await repeat({ text: { content: "早上好！" } });
    expect(standIn.chat("ann")).toHaveLength(2);
    standIn.clock.forward(30 * minute);
    await repeat();
    expect(standIn.chat("ann")).toHaveLength(3);
  });

  it("reaches four hours at most", async () => {
    await repeat({ duplicate_check_interval: 86_400 });
    standIn.clock.forward(4 * hour);
    await repeat({ duplicate_check_interval: 86_400 });
    expect(standIn.chat("ann")).toHaveLength(2);
  });

  it("leaves alone who did not ask for it", async () => {
    await standIn.send(text("早上好"));
    await standIn.send(text("早上好"));
    expect(standIn.chat("ann")).toHaveLength(2);
  });
});

describe("a group", () => {
  const create = (change: object = {}) =>
    standIn.call("appchat/create", { name: "一组", userlist: ["ann", "bob"], chatid: "team1", ...change });
  const refusals: [what: string, change: object, errcode: number][] = [
    ["one member", { userlist: ["ann"] }, 86006],
    ["one member named twice", { userlist: ["ann", "ann"] }, 86006],
    ["2,001 members", { userlist: ids(2001).split("|") }, 86006],
    ["somebody unknown", { userlist: ["ann", "nobody"] }, 86007],
    ["an owner from outside", { owner: "cat" }, 86207],
    ["a name of 51", { name: "名".repeat(51) }, 86004],
    ["a chat id with a dash", { chatid: "team-1" }, 86001],
    ["a chat id of 33", { chatid: "a".repeat(33) }, 86205],
  ];
  it.each(refusals)("is refused with %s", async (_, change, errcode) => {
    expect(await codeOf(create(change))).toBe(errcode);
  });

  it("is made once, and told about to who asks", async () => {
    expect(await create({ name: "名".repeat(50) })).toMatchObject({ errcode: 0, chatid: "team1" });
    expect(await codeOf(create())).toBe(86215);
    expect(await standIn.call("appchat/get", undefined, { chatid: "team1" })).toMatchObject({
      chat_info: { chatid: "team1", owner: "ann", userlist: ["ann", "bob"], chat_type: 0 },
    });
    expect(await codeOf(standIn.call("appchat/get", undefined, { chatid: "other" }))).toBe(40050);
  });

  it("changes its members within the same rules", async () => {
    await create();
    const change = (body: object) => standIn.call("appchat/update", { chatid: "team1", ...body });
    expect(await codeOf(change({ del_user_list: ["bob"] }))).toBe(86006);
    expect(await codeOf(change({ del_user_list: ["cat"] }))).toBe(86216);
    expect(await codeOf(change({ add_user_list: ["nobody"] }))).toBe(86216);
    expect(await codeOf(change({ owner: "cat" }))).toBe(86005);
    expect(await codeOf(change({ add_user_list: ["cat"], del_user_list: ["ann"], owner: "cat" }))).toBe(0);
    expect(standIn.state.groups.get("team1")).toMatchObject({ owner: "cat", members: ["bob", "cat"] });
  });

  it("takes text and markdown, no cards, and is not known before it is made", async () => {
    const send = (body: object) => standIn.call("appchat/send", { chatid: "team1", ...body });
    expect(await codeOf(send(text("好")))).toBe(40050);
    await create();
    expect(await codeOf(send(text("好")))).toBe(0);
    expect(await codeOf(send(markdown("达".repeat(683))))).toBe(40058);
    expect(await codeOf(send(textcard({ title: "题".repeat(43) })))).toBe(40058);
    expect(await codeOf(send({ msgtype: "template_card", template_card: notice() }))).toBe(40008);
    expect(standIn.chat("group:team1")).toHaveLength(1);
  });
});

describe("a group's robot", () => {
  const send = (body: object, key = standIn.state.keys.webhookKey) =>
    standIn.raw("webhook/send", JSON.stringify(body), { key });

  it("needs its key, and no token", async () => {
    expect(await codeOf(send(text("好"), "guess"))).toBe(93000);
    expect(await codeOf(send(text("好")))).toBe(0);
  });

  it("takes twenty messages a minute", async () => {
    for (let sent = 0; sent < 20; sent++) expect(await codeOf(send(text("好")))).toBe(0);
    expect(await codeOf(send(text("好")))).toBe(45009);
    standIn.clock.forward(minute);
    expect(await codeOf(send(text("好")))).toBe(0);
  });

  it("takes longer markdown than the app, notices, and no buttons", async () => {
    expect(await codeOf(send(markdown("x".repeat(4096))))).toBe(0);
    expect(await codeOf(send(markdown("x".repeat(4097))))).toBe(40058);
    expect(await codeOf(send({ msgtype: "template_card", template_card: notice() }))).toBe(0);
    expect(await codeOf(send({ msgtype: "template_card", template_card: buttons() }))).toBe(42031);
    expect(await codeOf(send(textcard()))).toBe(40008);
  });
});

describe("contacts, menu and sign-in", () => {
  it("give ids and departments, and no names of people", async () => {
    expect(await standIn.call("user/get", undefined, { userid: "ann" })).toMatchObject({ userid: "ann", name: "ann" });
    expect(await codeOf(standIn.call("user/get", undefined, { userid: "nobody" }))).toBe(60111);
    expect(await standIn.call("user/list", undefined, { department_id: "1" })).toMatchObject({
      userlist: [{ userid: "ann" }, { userid: "bob" }, { userid: "cat" }],
    });
  });

  it("take a menu of one to three, with up to five below each", async () => {
    const menu = (button: object[]) => standIn.call("menu/create", { button });
    const entry = { type: "click", name: "今日", key: "today" };
    expect(await codeOf(menu([]))).toBe(40058);
    expect(await codeOf(menu(Array(4).fill(entry)))).toBe(40058);
    expect(await codeOf(menu([{ name: "多", sub_button: Array(6).fill(entry) }]))).toBe(40058);
    expect(await codeOf(menu([{ type: "click", key: "today" }]))).toBe(40058);
    expect(await codeOf(menu(Array(3).fill(entry)))).toBe(0);
  });

  it("take a sign-in code once", async () => {
    standIn.state.loginCodes.set("code1", "ann");
    const exchange = () => standIn.call("auth/getuserinfo", undefined, { code: "code1" });
    expect(await exchange()).toMatchObject({ errcode: 0, userid: "ann" });
    expect(await codeOf(exchange())).toBe(40029);
  });

  it("know a company of another size", async () => {
    const other = await StandIn.start(companyOf("solo"));
    expect(await other.call("user/list", undefined, { department_id: "1" })).toMatchObject({
      userlist: [{ userid: "solo" }],
    });
    await other.stop();
  });
});
