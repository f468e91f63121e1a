import { describeShared, hasShared } from "../../shared";
import { allVectors, type Vector } from "../wecom/vectors";
import { companyOf, StandIn } from "./StandIn";

const people = ["UserID1", "UserID2", "UserID3", "UserID4", "zhangsan", "lisi"];

/** Vectors of SDKs whose sample is no request WeCom takes, with the code it gives. */
const damaged: Record<string, number> = {
  "json:gowork.message_send.text": 301002, // of another app
};

/** Where a body of this kind is posted. */
function pathOf({ kind }: Vector): string | undefined {
  if (/^json:(message_send\.(?!response)|gowork\.message_send)/.test(kind)) return "message/send";
  if (/^json:sample:(CgibinMessageSendRequest|message\/send\.request)/.test(kind)) return "message/send";
  if (/^json:update_template_card\.(?!response|minimal)/.test(kind)) return "message/update_template_card";
  if (/^json:(appchat_send|gowork\.appchat_send)/.test(kind)) return "appchat/send";
  if (/^json:sample:(CgibinAppChatSendRequest|appchat\/send\.request)/.test(kind)) return "appchat/send";
  if (kind === "json:appchat_create" || kind === "json:appchat_update") return kind.slice(5).replace("_", "/");
  if (/^json:(webhook_send|sample:webhook\/send\.request)/.test(kind)) return "webhook/send";
  return /^http_exchange:(message\/(?:send|update_template_card)|appchat\/(?:create|update|send|get)|menu\/create|user\/get|user\/list|department\/list):/.exec(
    kind,
  )?.[1];
}

const bodyOf = ({ kind, expected }: Vector): Record<string, unknown> | undefined =>
  (kind.startsWith("http_exchange:") ? expected.request_json : expected.body) as Record<string, unknown> | undefined;

/** The samples say "URL" and "图片的url" where an address belongs, and give all cards the same task id. */
function filledIn(body: Record<string, unknown>, task: string) {
  const json = JSON.stringify(body)
    .replaceAll('"URL"', '"https://example.com"')
    .replaceAll('"图片的url"', '"https://example.com/a.png"')
    .replaceAll('"task_id":"task_id"', `"task_id":"${task}"`)
    .replaceAll('"base64":"DATA"', '"base64":"iVBORw0KGgo="');
  return JSON.parse(json) as Record<string, unknown>;
}

const samples = hasShared ? allVectors().filter((vector) => pathOf(vector)) : [];

describeShared("the official samples and those of other implementations", () => {
  let standIn: StandIn;
  beforeEach(async () => {
    standIn = await StandIn.start(companyOf(...people), { agentId: 1 });
  });
  afterEach(() => standIn.stop());

  it("are many", () => expect(samples.length).toBeGreaterThan(70));

  it.each(samples.map((vector) => [vector.kind, vector] as const))("%s is taken", async (kind, vector) => {
    const path = pathOf(vector)!;
    const query = queryOf(vector);
    const body = bodyOf(vector) && filledIn(bodyOf(vector)!, "task1");
    await prepare(standIn, path, body);
    if (path === "message/update_template_card") Object.assign(body!, { response_code: await aCode(standIn) });
    const answer =
      path === "webhook/send"
        ? await standIn.raw(path, JSON.stringify(body), { key: standIn.state.keys.webhookKey })
        : await standIn.call(path, body, query);
    expect(answer).toMatchObject({ errcode: damaged[kind] ?? 0 });
  });

  it("answers a message as the official sample does: unknown ids in strings", async () => {
    const sample = allVectors().find(({ kind }) => kind === "json:message_send.response")!;
    const answer = await standIn.send({ touser: "zhangsan|gone", msgtype: "text", text: { content: "好" } });
    for (const name of ["errcode", "errmsg", "invaliduser", "invalidparty", "invalidtag", "msgid"])
      expect(typeof answer[name]).toBe(typeof (sample.expected.body as Record<string, unknown>)[name]);
  });

  it("answers an update as the official sample does: unknown ids in a list", async () => {
    const answer = await standIn.call("message/update_template_card", {
      userids: ["zhangsan", "userid1", "userid2"],
      agentid: 1,
      response_code: await aCode(standIn),
      button: { replace_name: "好" },
    });
    const sample = allVectors().find(({ kind }) => kind === "json:update_template_card.response")!;
    expect(answer).toEqual(sample.expected.body);
  });
});

const queryOf = ({ kind, input }: Vector): Record<string, string> => {
  if (!kind.startsWith("http_exchange:")) return {};
  const query = Object.fromEntries(new URL(input.url ?? "").searchParams);
  delete query.access_token;
  return query.userid ? { ...query, userid: "zhangsan" } : query;
};

/** A group must be there before it is written to. */
async function prepare(standIn: StandIn, path: string, body: Record<string, unknown> | undefined) {
  if (!path.startsWith("appchat/") || path === "appchat/create") return;
  const chatid = String(body?.chatid ?? "CHATID");
  await standIn.call("appchat/create", { name: "组", userlist: ["zhangsan", "UserID2", "UserID3", "UserID4"], chatid });
}

async function aCode(standIn: StandIn): Promise<unknown> {
  const card = {
    card_type: "button_interaction",
    main_title: { title: "卡" },
    task_id: "of-the-update",
    button_list: [{ text: "好", key: "ok" }],
  };
  const sent = await standIn.send({ touser: "zhangsan", msgtype: "template_card", template_card: card });
  return sent.response_code;
}
