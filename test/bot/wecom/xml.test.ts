import { CallbackRefused } from "../../../bot/wecom/CallbackRefused";
import { parseMessage } from "../../../bot/wecom/IncomingMessage";
import { parseEnvelope } from "../../../bot/wecom/parseEnvelope";
import { parseXml, type XmlValue } from "../../../bot/wecom/xml";
import { describeShared, hasShared } from "../../shared";
import { vectorsOf } from "./vectors";

const table = (...kinds: string[]) =>
  hasShared ? vectorsOf(...kinds).map((one, index) => [`${index} ${one.kind}`, one] as const) : [];

/** Whitespace between an element's children carries nothing. */
const tidy = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(tidy);
  if (typeof value === "object" && value !== null)
    return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, tidy(one)]));
  return value === null ? "" : value;
};

describeShared("WeCom's XML against independent vectors", () => {
  it.each(
    table("xml_event:*", "xml_message:*", "xml_suite:*", "xml_robot_message:*", "xml", "xml:cdata", "xml_envelope"),
  )("parses %s", (_, { input, expected }) => {
    expect(tidy(parseXml(input.xml!) as XmlValue)).toEqual(tidy(expected));
  });

  it.each(table("xml_envelope_reject"))("refuses the envelope %s", (_, { input }) => {
    expect(() => parseEnvelope(input.xml!)).toThrow(CallbackRefused);
  });

  it.each(table("xml_event:*", "xml_message:*"))("handles or acknowledges %s", (_, { input }) => {
    // Some samples are fragments of an SDK's own tests; WeCom always states type and time.
    if (input.xml!.includes("<CreateTime>"))
      expect(parseMessage(input.xml!).kind).toMatch(/^(text|button|menu|subscribe|unsubscribe|enter|contact|other)$/);
    else expect(() => parseMessage(input.xml!)).toThrow(CallbackRefused);
  });
});

describe("What a callback said", () => {
  const event = (inner: string) =>
    parseMessage(
      `<xml><ToUserName>c</ToUserName><FromUserName>u</FromUserName><CreateTime>1700000000</CreateTime><MsgType>event</MsgType>${inner}</xml>`,
    );

  it("reads a pressed card with what was chosen", () => {
    const message = event(
      "<Event>template_card_event</Event><EventKey>goal.approve:1</EventKey><TaskId>t</TaskId><ResponseCode>r</ResponseCode>" +
        "<SelectedItems><SelectedItem><QuestionKey>q</QuestionKey><OptionIds><OptionId>a</OptionId></OptionIds></SelectedItem></SelectedItems>",
    );
    expect(message).toMatchObject({
      kind: "button",
      eventKey: "goal.approve:1",
      responseCode: "r",
      choices: { q: ["a"] },
    });
  });

  it("tells several events of one second apart, and a repetition not", () => {
    const one = event("<Event>click</Event><EventKey>today</EventKey>");
    const other = event("<Event>click</Event><EventKey>goals</EventKey>");
    expect(one.key).not.toBe(other.key);
    expect(event("<Event>CLICK</Event><EventKey>today</EventKey>").kind).toBe("menu");
    expect(event("<Event>click</Event><EventKey>today</EventKey>").key).toBe(one.key);
  });

  it.each([
    ["a document type", "<!DOCTYPE x><xml><MsgType>text</MsgType></xml>"],
    ["an entity", '<!DOCTYPE x [<!ENTITY a "b">]><xml><MsgType>&a;</MsgType></xml>'],
    ["depth", `<xml>${"<a>".repeat(50)}${"</a>".repeat(50)}</xml>`],
    ["size", `<xml><MsgType>text</MsgType><Content>${"x".repeat(70_000)}</Content></xml>`],
    ["many elements", `<xml>${"<a></a>".repeat(3000)}</xml>`],
    ["no type", "<xml><CreateTime>1</CreateTime></xml>"],
    ["a time that is none", "<xml><MsgType>text</MsgType><CreateTime>soon</CreateTime></xml>"],
    ["no XML", "hello"],
    ["half of it", "<xml><MsgType>text"],
  ])("refuses %s", (_, xml) => {
    expect(() => parseMessage(xml)).toThrow(CallbackRefused);
  });
});
