import { randomBytes } from "node:crypto";
import Router from "@koa/router";
import type { Context } from "koa";
import readBody from "raw-body";
import { z } from "zod";
import { addDays, businessDayOf, cycleBounds, instantAt, timeOfDay } from "../../domain/calendar";
import { openidOfPerson } from "./api/contacts";
import type { Callbacks } from "./callbacks";
import type { SandboxPerson } from "./company";
import { deskFaults } from "./pay/DeskBill";
import type { PayDesk } from "./pay/PayDesk";
import { faultNames, type SandboxState } from "./SandboxState";

const Person = z.object({ userId: z.string().min(1).max(64) });
const Say = Person.extend({ text: z.string().min(1).max(2000) });
const Press = Person.extend({
  messageId: z.number().int(),
  key: z.string().min(1),
  choices: z.record(z.string(), z.array(z.string())).default({}),
});
const Menu = Person.extend({ key: z.string().min(1) });
const Move = z.object({ to: z.enum(["nine", "halfPastFive", "day", "monthEnd"]) });
const Fault = z.object({ name: z.enum(faultNames), on: z.boolean() });
const PayFault = z.object({ name: z.enum(deskFaults), on: z.boolean() });
const Packet = Person.extend({ billNo: z.string().min(1).max(32) });

/** What there is to play with. */
interface Stage {
  state: SandboxState;
  callbacks: Callbacks;
  desk: PayDesk;
}

const cdata = (text: string) => `<![CDATA[${text.replaceAll("]]>", "")}]]>`;

/** What the page asks for and does. Everything that reaches the product goes by callback. */
export function controlRoutes({ state, callbacks, desk }: Stage, zone: string): Router {
  const router = new Router({ prefix: "/sandbox/control" });
  const on = <Shape extends z.ZodType>(path: string, shape: Shape, act: (body: z.infer<Shape>) => Promise<unknown>) =>
    router.post(path, async (ctx) => {
      if (!isSameOrigin(ctx)) return ctx.throw(403, "another origin");
      const parsed = shape.safeParse(await readJson(ctx));
      if (!parsed.success) return ctx.throw(400, "malformed");
      ctx.body = { result: (await act(parsed.data)) ?? null };
    });

  router.get("/state", (ctx) => {
    // Packets that were left lying come back by themselves.
    desk.settle();
    ctx.body = { ...describe(state, zone), payFaults: [...desk.faults] };
  });
  on("/say", Say, async ({ userId, text }) => {
    state.add(userId, { from: userId, kind: "text", content: text });
    await callbacks.text(userId, text);
  });
  on("/press", Press, (press) => pressButton(state, callbacks, press));
  on("/menu", Menu, ({ userId, key }) => callbacks.event(userId, "click", { EventKey: key }));
  on("/enter", Person, ({ userId }) => callbacks.event(userId, "enter_agent", { EventKey: "" }));
  on("/leave", Person, async ({ userId }) => {
    state.people = state.people.filter((person) => person.userId !== userId);
    state.changed();
    await callbacks.event("sys", "change_contact", { ChangeType: "delete_user", UserID: userId });
  });
  on("/fault", Fault, async ({ name, on: isOn }) => {
    if (isOn) state.faults.add(name);
    else state.faults.delete(name);
    if (name === "reordered" && !isOn) await callbacks.release();
    state.changed();
  });
  on("/pay-fault", PayFault, async ({ name, on: isOn }) => {
    if (isOn) desk.faults.add(name);
    else desk.faults.delete(name);
    state.changed();
  });
  on("/open-packet", Packet, async ({ userId, billNo }) => ({ opened: desk.claim(billNo, openidOfPerson(userId)) }));
  on("/clock", Move, async ({ to }) => {
    const ran = await state.clock.advance(targetOf(to, state.clock.now(), zone));
    state.changed();
    return { ran };
  });
  return router;
}

const isSameOrigin = (ctx: Context) => {
  const origin = ctx.get("Origin");
  return origin === "" || (URL.canParse(origin) && new URL(origin).host === ctx.host);
};

async function readJson(ctx: Context): Promise<unknown> {
  try {
    return JSON.parse(await readBody(ctx.req, { limit: "64kb", encoding: "utf8" }));
  } catch {
    return undefined;
  }
}

/** The stand-in for open.weixin.qq.com: asks who to be and returns with a code that works once. */
export function oauthRoutes(state: SandboxState): Router {
  const router = new Router();
  router.get("/sandbox/connect/oauth2/authorize", (ctx) => {
    const query = new URLSearchParams(ctx.querystring);
    const person = state.person(query.get("as") ?? "");
    if (person) {
      const code = randomBytes(16).toString("hex");
      state.loginCodes.set(code, person.userId);
      const here = `${ctx.protocol}://${ctx.host}`;
      const target = query.get("redirect_uri") ?? "/";
      const back = URL.canParse(target, here) ? new URL(target, here) : undefined;
      if (back?.host !== ctx.host) return ctx.throw(400, "redirect_uri");
      back.searchParams.set("code", code);
      back.searchParams.set("state", query.get("state") ?? "");
      return ctx.redirect(back.toString());
    }
    ctx.type = "text/html";
    ctx.body = signInPage(state, query);
  });
  return router;
}

/** Everybody by department, each a link that signs in as them. */
function signInPage({ company, people }: SandboxState, query: URLSearchParams): string {
  const link = ({ userId, name, position }: SandboxPerson) => {
    query.set("as", userId);
    return `<li><a href="?${escapeHtml(query.toString())}">${escapeHtml(name)}<small>${escapeHtml(position)}</small></a></li>`;
  };
  const sections = company.departments
    .map(({ id, name }) => ({ name, members: people.filter(({ departmentId }) => departmentId === id) }))
    .filter(({ members }) => members.length > 0)
    .map(({ name, members }) => `<h2>${escapeHtml(name)}</h2><ul>${members.map(link).join("")}</ul>`);
  return `<!doctype html><html lang="zh-CN"><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>演示沙箱 · 登录</title><link rel="icon" href="data:,"><link rel="stylesheet" href="/sandbox/assets/style.css"><header class="strip"><h1>演示沙箱</h1><span>以谁的身份登录？人物都是虚构的</span></header><main class="sign-in">${sections.join("")}</main></html>`;
}

const entities: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };
const escapeHtml = (text: string) => text.replace(/[&<>"']/g, (character) => entities[character] ?? character);

function describe(state: SandboxState, zone: string) {
  const now = state.clock.now();
  return {
    company: state.company.name,
    now: now.toISOString(),
    clock: `${businessDayOf(now, zone)} ${timeOfDay(now, zone)}`,
    zone,
    people: state.people.map(({ userId, name, position, departmentId, leader }) => ({
      userId,
      name,
      position,
      leader,
      department: state.company.departments.find(({ id }) => id === departmentId)?.name ?? "",
    })),
    groups: [...state.groups].map(([id, group]) => ({ id, ...group })),
    chats: Object.fromEntries(state.chats),
    faults: [...state.faults],
    menu: state.menu,
    dropped: state.dropped,
  };
}

async function pressButton(
  state: SandboxState,
  callbacks: Callbacks,
  { userId, messageId, key, choices }: z.infer<typeof Press>,
) {
  const message = state.chats.get(userId)?.find(({ id }) => id === messageId);
  if (message?.sending === undefined) return;
  const selected = Object.entries(choices)
    .map(
      ([question, ids]) =>
        `<SelectedItem><QuestionKey>${cdata(question)}</QuestionKey><OptionIds>${ids
          .map((id) => `<OptionId>${cdata(id)}</OptionId>`)
          .join("")}</OptionIds></SelectedItem>`,
    )
    .join("");
  await callbacks.event(
    userId,
    "template_card_event",
    {
      EventKey: key,
      TaskId: message.taskId ?? "",
      CardType: "button_interaction",
      ResponseCode: state.mintCode(message.sending),
    },
    `<SelectedItems>${selected}</SelectedItems>`,
  );
}

/** The reminders of a slot go out over the twelve minutes after it: the clock stops when they have. */
const afterSlotMinutes = 13;

function targetOf(to: z.infer<typeof Move>["to"], now: Date, zone: string): Date {
  const today = businessDayOf(now, zone);
  if (to === "day") return new Date(now.getTime() + 86_400_000);
  if (to === "monthEnd") {
    const end = instantAt(cycleBounds("month", today).endsOn, "18:00", zone);
    return end > now ? end : instantAt(cycleBounds("month", addDays(today, 1)).endsOn, "18:00", zone);
  }
  const time = to === "nine" ? "09:00" : "17:30";
  const slot = instantAt(today, time, zone);
  const next = slot > now ? slot : instantAt(addDays(today, 1), time, zone);
  return new Date(next.getTime() + afterSlotMinutes * 60_000);
}
