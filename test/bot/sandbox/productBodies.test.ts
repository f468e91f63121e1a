import type { Card } from "../../../bot/Message";
import { cardBody } from "../../../bot/wecom/cardBody";
import { WecomChannel } from "../../../bot/wecom/WecomChannel";
import type { Delivery } from "../../../domain/context";
import { Employee, Notice } from "../../../entities";
import { publishMenu } from "../../../server/publishMenu";
import { describeShared } from "../../shared";
import { allVectors } from "../wecom/vectors";
import { clientOf } from "./clientOf";
import { StandIn } from "./StandIn";

/** A card with everything the product draws, each field far over its limit. */
const fullCard: Card = {
  title: "题".repeat(99),
  description: "述".repeat(99),
  subtitle: "副".repeat(999),
  quote: "引".repeat(999),
  rows: Array.from({ length: 9 }, () => ({ label: "很长的名字", value: "值".repeat(99) })),
  selection: {
    key: "returnReason",
    title: "选一个理由",
    options: Array.from({ length: 12 }, (_, index) => ({ id: `r${index}`, text: "由".repeat(40) })),
  },
  buttons: [
    { text: "通过", style: "primary", key: "goal.approve:1" },
    { text: "退回", style: "danger", key: "goal.return:1" },
  ],
  url: "https://example.com/h5/#/pages/goal/index?id=1",
};

const noticeCard: Card = { title: "今日", emphasis: { value: "5,000 元", label: "今天已完成" }, rows: [] };

const pages = { publicUrl: "https://example.com" };

let standIn: StandIn;
beforeEach(async () => {
  standIn = await StandIn.start();
});
afterEach(() => standIn.stop());

const client = () => clientOf(standIn);

describe("what the product sends", () => {
  it("is taken though every field of a card is too long, with buttons and without", async () => {
    expect(await standIn.sendCard(cardBody(fullCard, pages, "01J"))).toMatchObject({ errcode: 0 });
    expect(await standIn.sendCard(cardBody(noticeCard, pages))).toMatchObject({ errcode: 0 });
  });

  it("is taken with the page in the mini-program, and with the page in the browser", async () => {
    const inMiniprogram = cardBody(fullCard, { ...pages, miniprogramAppId: "wx0123456789abcdef" }, "01K");
    expect(inMiniprogram.card_action).toEqual({
      type: 2,
      appid: "wx0123456789abcdef",
      pagepath: "/pages/goal/index.html?id=1",
    });
    expect(await standIn.sendCard(inMiniprogram)).toMatchObject({ errcode: 0 });
    expect(cardBody(fullCard, pages).card_action).toEqual({
      type: 1,
      url: "https://example.com/h5/#/pages/goal/index?id=1",
    });
    // A card that speaks of no page of its own.
    expect(cardBody(noticeCard, pages).card_action).toMatchObject({
      url: "https://example.com/h5/#/pages/today/index",
    });
  });

  it("is taken as an update when the card is used up", async () => {
    const { response_code } = await standIn.sendCard(cardBody(fullCard, pages, "01J"));
    const used = cardBody({ ...fullCard, buttons: [], selection: undefined, done: "已通过" }, pages);
    const answer = await client().updateTemplateCard({
      userids: ["ann"],
      agentid: standIn.state.keys.agentId,
      response_code,
      template_card: used,
    });
    expect(answer).toEqual({ invaliduser: [] });
    expect(standIn.chat("ann").at(-1)?.content).toMatchObject({ replace_text: "已通过" });
  });

  it("shows a card once though the answer got lost and it is sent again", async () => {
    const channel = new WecomChannel(client(), { publicUrl: "https://example.com" });
    const data = { message: { kind: "card", card: fullCard } };
    const delivery: Delivery = {
      notice: Object.assign(new Notice(), { id: "01JCARD", template: "message", kind: "reply", data }),
      person: Object.assign(new Employee(), { wecomUserId: "ann" }),
      team: null,
      facts: {},
    };
    expect(await channel.deliver(delivery)).toMatchObject({ kind: "sent" });
    expect(await channel.deliver(delivery)).toEqual({ kind: "sent" });
    expect(standIn.chat("ann")).toHaveLength(1);
  });

  it("is taken as the app's menu", async () => {
    await publishMenu(client());
    expect(standIn.state.menu.map((entry) => (entry as { name: string }).name)).toEqual(["今日", "报进度", "我的目标"]);
  });
});

describeShared("the shape of what the product sends", () => {
  /** Names of fields with the types of their values, all the way down. */
  const shapeOf = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.length === 0 ? [] : [Object.assign({}, ...value.map(shapeOf))];
    if (typeof value !== "object" || value === null) return typeof value;
    return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, shapeOf(one)]));
  };
  const sampleOf = (kind: string) =>
    (allVectors().find((vector) => vector.kind === kind)!.expected.body as { template_card: object }).template_card;

  it("has only fields of the official card with buttons, of the same types", () => {
    const ours = shapeOf(
      cardBody({ ...fullCard, selection: { ...fullCard.selection!, selected: "r1" } }, pages, "01J"),
    );
    expect(shapeOf(sampleOf("json:message_send.template_card.button_interaction"))).toMatchObject(ours as object);
  });

  it("has only fields of the official notice, of the same types", () => {
    const ours = shapeOf(cardBody({ ...noticeCard, rows: fullCard.rows, subtitle: "还差" }, pages));
    expect(shapeOf(sampleOf("json:message_send.template_card.text_notice"))).toMatchObject(ours as object);
  });

  it("has only fields of the official used-up card, of the same types", () => {
    const ours = shapeOf(cardBody({ ...fullCard, buttons: [], done: "已通过" }, pages));
    expect(shapeOf(sampleOf("json:update_template_card.button_interaction"))).toMatchObject(ours as object);
  });
});
