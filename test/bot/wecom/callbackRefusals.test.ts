import type { Inbound } from "../../../bot/Inbound";
import type { ContactChange } from "../../../bot/wecom/IncomingMessage";
import { monday, TestClock } from "../../world";
import { keys, WecomSide, xmlOf } from "./WecomSide";

/** The door itself: what is not sealed as WeCom seals it goes no further. */
describe("The callback's door", () => {
  const clock = new TestClock(monday);
  const received: Inbound[] = [];
  const changes: ContactChange[] = [];
  const counted: string[] = [];
  let wecom: WecomSide;
  beforeAll(async () => {
    wecom = await WecomSide.start({
      now: () => clock.now(),
      receive: async (inbound) => {
        received.push(inbound);
        return { kind: "text", text: "好" };
      },
      changeContacts: async (change) => {
        changes.push(change);
      },
      count: (kind) => counted.push(kind),
    });
  });
  afterAll(() => wecom.stop());
  beforeEach(() => {
    received.length = 0;
    changes.length = 0;
    counted.length = 0;
  });

  const text = () =>
    xmlOf({
      ToUserName: keys.receiveId,
      FromUserName: "zhangsan",
      CreateTime: wecom.seconds(),
      MsgType: "text",
      Content: "今日",
      MsgId: "1",
      AgentID: "7",
    });

  it.each(["1616140317555161061", " 前后有空格 ", '"引号"', "a+b/c=", "多行\n文字"])(
    "verifies the URL with exactly the text %j and nothing around it",
    async (echo) => {
      const response = await wecom.verify(echo);
      expect([response.status, response.headers.get("content-type")]).toEqual([200, "text/plain; charset=utf-8"]);
      expect(Buffer.from(await response.arrayBuffer())).toEqual(Buffer.from(echo));
      expect(counted).toEqual(["verified"]);
    },
  );

  const without = (name: string) => (query: URLSearchParams) => {
    query.delete(name);
    return String(query);
  };
  const twice = (name: string) => (query: URLSearchParams) => `${query}&${name}=${query.get(name)}`;
  const signedWrongly = (query: URLSearchParams) => {
    const signature = query.get("msg_signature") ?? "";
    query.set("msg_signature", (signature.startsWith("0") ? "1" : "0") + signature.slice(1));
    return String(query);
  };
  const damages: [string, Parameters<WecomSide["post"]>[1], number, string][] = [
    ["a wrong signature", { query: signedWrongly }, 401, "signature"],
    ["another company's receive id", { receiveId: "wx5823bf96d3bd56c8" }, 400, "receiver"],
    ["a receive id of which ours is only the beginning", { receiveId: `${keys.receiveId}1` }, 400, "receiver"],
    ["no receive id", { receiveId: "" }, 400, "receiver"],
    ...["msg_signature", "timestamp", "nonce"].flatMap((name): typeof damages => [
      [`no ${name}`, { query: without(name) }, 400, "query"],
      [`${name} twice`, { query: twice(name) }, 400, "query"],
    ]),
  ];

  it.each(damages)("refuses %s, whether it verifies or brings something", async (_, damage, status, reason) => {
    for (const response of [await wecom.verify("echo", damage), await wecom.post(text(), damage)]) {
      expect(response.status).toBe(status);
      expect(await response.text()).toBe(`callback refused: ${reason}`);
    }
    expect([received, counted]).toEqual([[], [`refused.${reason}`, `refused.${reason}`]]);
  });

  it.each([-601, 601, 86_400])("refuses what was signed %d seconds ago", async (late) => {
    const timestamp = wecom.seconds(late);
    expect((await wecom.verify("echo", { timestamp })).status).toBe(400);
    expect((await wecom.post(text(), { timestamp })).status).toBe(400);
    expect([received, counted]).toEqual([[], ["refused.stale", "refused.stale"]]);
  });

  it.each([-599, 599])("takes what was signed %d seconds ago", async (late) => {
    expect((await wecom.post(text(), { timestamp: wecom.seconds(late) })).status).toBe(200);
    expect(received).toHaveLength(1);
  });

  it("refuses a verification without an echo, or with two", async () => {
    expect((await wecom.verify("echo", { query: without("echostr") })).status).toBe(400);
    expect((await wecom.verify("echo", { query: twice("echostr") })).status).toBe(400);
  });

  const around = (before: string, inside = "", after = "") => ({
    envelope: (ciphertext: string) =>
      `${before}<xml>${inside}<Encrypt><![CDATA[${ciphertext}]]></Encrypt></xml>${after}`,
  });
  const envelopes: [string, Parameters<WecomSide["post"]>[1], number, string][] = [
    ["a document type", around('<!DOCTYPE xml [<!ENTITY e "e">]>'), 400, "envelope"],
    ["an external entity", around('<!DOCTYPE xml SYSTEM "http://127.0.0.1/evil.dtd">'), 400, "envelope"],
    ["a processing instruction", around("<?php evil ?>"), 400, "envelope"],
    ["two ciphertexts", around("", "<Encrypt>AAAA</Encrypt>"), 400, "envelope"],
    [
      "a ciphertext further down",
      { envelope: (text) => `<xml><a><Encrypt>${text}</Encrypt></a></xml>` },
      400,
      "envelope",
    ],
    ["another root", { envelope: (text) => `<html><Encrypt>${text}</Encrypt></html>` }, 400, "envelope"],
    ["no XML", { envelope: () => "{}" }, 400, "envelope"],
    ["nothing", { envelope: () => "" }, 400, "envelope"],
    ["more than 64 KB", around("", `<a>${"a".repeat(64 * 1024)}</a>`), 413, "tooLarge"],
    ["a thousand elements", around("", "<a>b</a>".repeat(1000)), 413, "tooLarge"],
    ["twenty levels", around("", `${"<a>".repeat(20)}${"</a>".repeat(20)}`), 400, "envelope"],
  ];
  it.each(envelopes)("refuses %s", async (_, posting, status, reason) => {
    const response = await wecom.post(text(), posting);
    expect([response.status, await response.text()]).toEqual([status, `callback refused: ${reason}`]);
    expect([received, counted]).toEqual([[], [`refused.${reason}`]]);
  });

  it.each([
    ["a document type", `<!DOCTYPE xml>${xmlOf({ MsgType: "text" })}`],
    ["no type", xmlOf({ FromUserName: "zhangsan", CreateTime: "1" })],
    ["no time", xmlOf({ FromUserName: "zhangsan", MsgType: "text", Content: "今日" })],
    ["a time that is none", xmlOf({ FromUserName: "zhangsan", MsgType: "text", CreateTime: "NaN", Content: "今日" })],
    ["JSON", '{"MsgType":"text"}'],
  ])("refuses a well-sealed message with %s", async (_, plain) => {
    expect((await wecom.post(plain)).status).toBe(400);
    expect(received).toEqual([]);
  });

  it("answers other methods with 405", async () => {
    const address = await wecom.post(text()).then(({ url }) => url);
    for (const method of ["PUT", "DELETE", "PATCH"]) expect((await fetch(address, { method })).status).toBe(405);
  });

  const event = (name: string, fields: Record<string, string> = {}, inner = "") =>
    xmlOf(
      {
        ToUserName: keys.receiveId,
        FromUserName: "zhangsan",
        CreateTime: wecom.seconds(),
        MsgType: "event",
        Event: name,
        AgentID: "7",
        ...fields,
      },
      inner,
    );
  const message = (type: string, fields: Record<string, string>) =>
    xmlOf({
      ToUserName: keys.receiveId,
      FromUserName: "zhangsan",
      CreateTime: wecom.seconds(),
      MsgType: type,
      MsgId: "77",
      AgentID: "7",
      ...fields,
    });

  const handled: [string, () => string, string, object][] = [
    ["subscribe", () => event("subscribe"), "subscribe", { event: "subscribe" }],
    ["enter_agent", () => event("enter_agent", { EventKey: "" }), "enter", { event: "enter" }],
    ["a menu click", () => event("click", { EventKey: "today" }), "menu", { event: "menu:today" }],
    ["a menu click in capitals", () => event("CLICK", { EventKey: "goals" }), "menu", { event: "menu:goals" }],
    [
      "a button with selections",
      () =>
        event(
          "template_card_event",
          { EventKey: "goal.return:1", TaskId: "t", CardType: "text_notice", ResponseCode: "rc" },
          "<SelectedItems><SelectedItem><QuestionKey>returnReason</QuestionKey><OptionIds><OptionId>tooLow</OptionId><OptionId>b</OptionId></OptionIds></SelectedItem></SelectedItems>",
        ),
      "button",
      { button: { key: "goal.return:1", responseCode: "rc", choices: { returnReason: ["tooLow", "b"] } } },
    ],
    [
      "a card's menu",
      () => event("template_card_menu_event", { EventKey: "a:1", TaskId: "t", ResponseCode: "rc" }),
      "button",
      { button: { key: "a:1", responseCode: "rc", choices: {} } },
    ],
    [
      "a legacy task card",
      () => event("taskcard_click", { EventKey: "a:1", TaskId: "t" }),
      "button",
      { button: { key: "a:1", responseCode: undefined, choices: {} } },
    ],
    ["a text", text, "text", { text: "今日" }],
  ];
  it.each(handled)("hands on %s", async (_, plain, kind, inbound) => {
    expect((await wecom.post(plain())).status).toBe(200);
    expect(received).toEqual([
      { channel: "wecom", userId: "zhangsan", key: expect.any(String), at: clock.now(), ...inbound },
    ]);
    expect(counted).toEqual([kind]);
  });

  const acknowledged: [string, () => string][] = [
    ["unsubscribe", () => event("unsubscribe")],
    ["event.view", () => event("VIEW", { EventKey: "https://example.com" })],
    ["event.view_miniprogram", () => event("view_miniprogram", { EventKey: "pages/index" })],
    [
      "event.location",
      () => event("LOCATION", { Latitude: "31.2", Longitude: "121.4", Precision: "65", AppType: "wxwork" }),
    ],
    [
      "event.scancode_push",
      () =>
        event(
          "scancode_push",
          {},
          "<ScanCodeInfo><ScanType>qrcode</ScanType><ScanResult>1</ScanResult></ScanCodeInfo>",
        ),
    ],
    ["event.scancode_waitmsg", () => event("scancode_waitmsg")],
    [
      "event.pic_sysphoto",
      () =>
        event(
          "pic_sysphoto",
          {},
          "<SendPicsInfo><Count>1</Count><PicList><item><PicMd5Sum>a</PicMd5Sum></item></PicList></SendPicsInfo>",
        ),
    ],
    ["event.pic_photo_or_album", () => event("pic_photo_or_album")],
    ["event.pic_weixin", () => event("pic_weixin")],
    [
      "event.location_select",
      () => event("location_select", {}, "<SendLocationInfo><Label><![CDATA[ 广州]]></Label></SendLocationInfo>"),
    ],
    [
      "event.open_approval_change",
      () => event("open_approval_change", {}, "<ApprovalInfo><SpNo>1</SpNo></ApprovalInfo>"),
    ],
    [
      "event.sys_approval_change",
      () => event("sys_approval_change", {}, "<ApprovalInfo><SpNo>1</SpNo></ApprovalInfo>"),
    ],
    ["event.batch_job_result", () => event("batch_job_result", {}, "<BatchJob><JobId>1</JobId></BatchJob>")],
    ["event.batch_job_result", () => event("batch_job_result", { JobId: "1", JobType: "sync_user" })],
    ["event.upload_media_job_finish", () => event("upload_media_job_finish", { JobId: "1" })],
    ...[
      "share_agent_change",
      "share_chain_change",
      "inactive_alert",
      "low_active_alert",
      "close_inactive_agent",
      "reopen_inactive_agent",
      "low_active",
      "active_restored",
      "switch_workbench_mode",
    ].map((name): [string, () => string] => [`event.${name}`, () => event(name, { Mode: "1", EffectTime: "1" })]),
    ["event.unknown", () => event("")],
    ["event.something_new", () => event("something_new", { A: "b" })],
    ...Object.entries<Record<string, string>>({
      image: { PicUrl: "u", MediaId: "m" },
      voice: { MediaId: "m", Format: "amr" },
      video: { MediaId: "m", ThumbMediaId: "t" },
      location: { Location_X: "1", Location_Y: "2", Scale: "20", Label: "a", AppType: "wxwork" },
      link: { Title: "t", Description: "d", Url: "u", PicUrl: "p" },
    }).map(([type, fields]): [string, () => string] => [`message.${type}`, () => message(type, fields)]),
  ];
  it.each(acknowledged)("acknowledges %s with an empty answer and counts it", async (label, plain) => {
    const response = await wecom.post(plain());
    expect([response.status, await response.text(), received, changes]).toEqual([200, "", [], []]);
    expect(counted).toEqual([label]);
  });

  it.each(["create_user", "update_user", "delete_user", "create_party", "update_party", "delete_party", "update_tag"])(
    "hands on the contact change %s",
    async (type) => {
      const fields = {
        FromUserName: "sys",
        ChangeType: type,
        UserID: "lisi",
        NewUserID: "lisi2",
        Id: "5",
        ParentId: "1",
        Name: "运营",
      };
      expect(await (await wecom.post(event("change_contact", fields))).text()).toBe("");
      expect(changes).toEqual([
        {
          type,
          userId: "lisi",
          newUserId: "lisi2",
          departmentId: "5",
          departmentName: "运营",
          parentDepartmentId: "1",
          at: clock.now(),
        },
      ]);
      expect([received, counted]).toEqual([[], ["contact"]]);
    },
  );

  it("says neither why a packet is damaged nor anything of what was in it", async () => {
    const response = await wecom.post("<xml><Secret>机密</Secret></xml>", { receiveId: "wx0" });
    expect(await response.text()).toBe("callback refused: receiver");
  });
});
