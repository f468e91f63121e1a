import { createHash } from "node:crypto";
import { CallbackRefused } from "./CallbackRefused";
import { listOf, nodeOf, parseXml, textOf, type XmlNode } from "./xml";

interface Common {
  toUserName: string;
  fromUserName: string;
  /** When WeCom says it happened. */
  createdAt: Date;
  /** Two deliveries of the same thing have the same key (wecom.md §2.6). */
  key: string;
}

/** A change of the company's contacts; ids are WeCom's. */
export interface ContactChange {
  type:
    | "create_user"
    | "update_user"
    | "delete_user"
    | "create_party"
    | "update_party"
    | "delete_party"
    | "update_tag"
    | string;
  userId: string;
  /** Set when the person was renamed. */
  newUserId: string;
  departmentId: string;
  /** Empty where the callback is not given it. */
  departmentName: string;
  parentDepartmentId: string;
  /** When it happened. */
  at: Date;
}

/** What a callback said. `other` is known by its name, acknowledged and counted. */
export type IncomingMessage = Common &
  (
    | { kind: "text"; text: string }
    | { kind: "button"; eventKey: string; responseCode: string; choices: Record<string, string[]> }
    | { kind: "menu"; eventKey: string }
    | { kind: "subscribe" | "unsubscribe" | "enter" }
    | { kind: "contact"; change: ContactChange }
    | { kind: "other"; name: string }
  );

/** Reads the decrypted XML. */
export function parseMessage(plaintext: string): IncomingMessage {
  const node = parseXml(plaintext);
  const common: Common = {
    toUserName: textOf(node.ToUserName),
    fromUserName: textOf(node.FromUserName),
    createdAt: instantOf(textOf(node.CreateTime)),
    key: keyOf(node),
  };
  const type = textOf(node.MsgType).toLowerCase();
  if (type === "") throw new CallbackRefused("message");
  if (type === "text") return { ...common, kind: "text", text: textOf(node.Content) };
  if (type !== "event") return { ...common, kind: "other", name: `message.${type}` };
  return { ...common, ...eventOf(node) };
}

type Event = IncomingMessage extends infer One ? (One extends Common ? Omit<One, keyof Common> : never) : never;

/** Event names differ in case between versions. */
function eventOf(node: XmlNode): Event {
  const name = textOf(node.Event).toLowerCase();
  switch (name) {
    case "template_card_event":
    case "template_card_menu_event":
    case "taskcard_click":
      return {
        kind: "button",
        eventKey: textOf(node.EventKey),
        responseCode: textOf(node.ResponseCode),
        choices: choicesOf(node),
      };
    case "click":
      return { kind: "menu", eventKey: textOf(node.EventKey) };
    case "subscribe":
    case "unsubscribe":
      return { kind: name };
    case "enter_agent":
      return { kind: "enter" };
    case "change_contact":
      return { kind: "contact", change: changeOf(node) };
    default:
      return { kind: "other", name: name === "" ? "event.unknown" : `event.${name}` };
  }
}

const changeOf = (node: XmlNode): ContactChange => ({
  type: textOf(node.ChangeType).toLowerCase(),
  userId: textOf(node.UserID),
  newUserId: textOf(node.NewUserID),
  departmentId: textOf(node.Id),
  departmentName: textOf(node.Name),
  parentDepartmentId: textOf(node.ParentId),
  at: instantOf(textOf(node.CreateTime)),
});

/** Chosen options by question. Old pages spell the element `OpitonIds`. */
function choicesOf(node: XmlNode): Record<string, string[]> {
  const items = listOf(nodeOf(node.SelectedItems).SelectedItem).map((item) => nodeOf(item));
  return Object.fromEntries(
    items.map((item) => {
      const ids = nodeOf(item.OptionIds ?? item.OpitonIds);
      return [textOf(item.QuestionKey), listOf(ids.OptionId ?? ids.OpitonId).map((id) => textOf(id))];
    }),
  );
}

function instantOf(seconds: string): Date {
  if (!/^\d{1,11}$/.test(seconds)) throw new CallbackRefused("message");
  return new Date(Number(seconds) * 1000);
}

const keyFields = [
  "ToUserName",
  "AgentID",
  "FromUserName",
  "CreateTime",
  "MsgType",
  "Event",
  "ChangeType",
  "EventKey",
  "TaskId",
  "ResponseCode",
  "UserID",
  "NewUserID",
  "Id",
  "TagId",
  "JobId",
  "ExternalUserID",
  "SpNo",
] as const;

/** MsgId for messages; for events a hash of what identifies them, as several of one second share sender and time. */
function keyOf(node: XmlNode): string {
  const id = textOf(node.MsgId);
  if (id !== "" && id.length <= 64) return `msg:${id}`;
  const parts = keyFields.map((name) => JSON.stringify(node[name] ?? ""));
  return `event:${createHash("sha256").update(parts.join("\n")).digest("hex")}`;
}
