// The sandbox's page: phones to chat on, a clock to move, faults to switch on. Everything shown is built as nodes and
// text, never as HTML, because what people type is part of it. Each part is drawn anew only when what it shows has
// changed: whoever is typing, choosing or reading further up is left in peace.

import { openPage, renderScreen } from "./screen.js";

const storedChats = () => {
  try {
    return JSON.parse(localStorage.getItem("chats") ?? "null");
  } catch {
    return null;
  }
};

const chosen = storedChats() ?? ["zhangsan", "zhouyan", "group"];
let state;
let isFaultsOpen = false;
const drafts = new Map();
const choices = new Map();

const faults = {
  tokenExpired: "令牌过期（一次）",
  limited: "接口限频 45009",
  busy: "系统繁忙 -1",
  serverError: "服务器错误 502",
  timeout: "超时不应答",
  html: "返回网页",
  doubled: "回调重复",
  reordered: "回调乱序",
};

const payFaults = {
  paySystemErrorDone: "支付方系统错误，其实发了",
  paySystemErrorUndone: "支付方系统错误，没有发",
  payTimeout: "发了但不应答",
  payNotEnough: "商户余额不足",
  payFrequency: "发得太快",
  payPersonCap: "个人当日超限",
  payFailed: "发放失败",
  payCertificate: "证书失效",
  payBadSignature: "应答签名不对",
  payOtherBill: "答的是另一单",
  payClock: "时钟差 10 分钟",
  payGarbage: "支付方应答是网页",
  payBadGateway: "支付方网关错误",
  payBadStatement: "对账单残缺",
};

const jobNames = {
  nudgeDaily: "早间提醒",
  remindEvening: "晚间提醒",
  alertLagging: "落后预警",
  syncContacts: "通讯录同步",
  purge: "清理过期数据",
};

/** A new element: `h("p", { class: "x" }, "text", child)`. */
function h(name, attributes = {}, ...children) {
  const node = document.createElement(name);
  for (const [key, value] of Object.entries(attributes))
    if (key.startsWith("on")) node.addEventListener(key.slice(2), value);
    else if (value === true) node.setAttribute(key, "");
    else if (value !== false && value !== undefined) node.setAttribute(key, value);
  node.append(...children.filter((child) => child !== undefined && child !== false));
  return node;
}

/** Fills a node anew if what it shows is not what it showed; answers whether it did. */
function fill(node, shows, draw) {
  const key = JSON.stringify(shows);
  if (node.shows === key) return false;
  node.shows = key;
  node.replaceChildren(...draw().filter(Boolean));
  return true;
}

async function post(path, body) {
  try {
    const response = await fetch(`/sandbox/control/${path}`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(body),
    });
    if (response.ok) return (await response.json()).result ?? {};
  } catch {
    // Said below.
  }
  toast("没有成功，请再试一次");
  return undefined;
}

/** Lets nothing be pressed twice while it is on its way. */
async function busy(button, work) {
  button.disabled = true;
  try {
    return await work();
  } finally {
    button.disabled = false;
  }
}

let toastTimer;
function toast(text) {
  const node = document.getElementById("toast");
  node.textContent = text;
  node.classList.add("shown");
  clearTimeout(toastTimer);
  toastTimer = setTimeout(() => node.classList.remove("shown"), 4000);
}

const personOf = (userId) => state.people.find((person) => person.userId === userId);
const nameOf = (userId) => personOf(userId)?.name ?? userId;

/** How a message reads: WeCom shows a name for `$userName=ID$` where the app asks it to. */
const readerOf = ({ isTranslated }) => (isTranslated ? translated : (text) => String(text ?? ""));
/** Markdown is not translated: there a mention does it. */
const mention = (text) => String(text ?? "").replace(/<@([^<>]+)>/g, (_, userId) => `@${nameOf(userId)}`);
const translated = (text) => String(text ?? "").replace(/\$userName=([^$]+)\$/g, (_, userId) => nameOf(userId));

const format = (at, options) =>
  new Intl.DateTimeFormat("zh-CN", { timeZone: state.zone, ...options }).format(new Date(at));
const timeOf = (at) => format(at, { month: "numeric", day: "numeric", hour: "2-digit", minute: "2-digit" });
const hourOf = (at) => format(at, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
const dayOf = (at) => format(at, { year: "numeric", month: "long", day: "numeric", weekday: "short" });

function renderPanel() {
  fill(document.getElementById("clock"), state.clock, drawClock);
  fill(document.getElementById("faults"), [state.faults, state.payFaults, state.dropped], drawFaults);
  document.getElementById("strip-clock").textContent = hourOf(state.now);
}

function drawClock() {
  const move = (to, label, what) =>
    h(
      "button",
      { type: "button", onclick: (event) => moveClock(event.currentTarget, to) },
      label,
      h("small", {}, what),
    );
  return [
    h("h2", {}, "时钟"),
    h("div", { class: "clock-now" }, hourOf(state.now)),
    h("p", {}, dayOf(state.now)),
    h(
      "div",
      { class: "grid-2" },
      move("nine", "下一个 09:00", "早间提醒"),
      move("halfPastFive", "下一个 17:30", "晚间提醒"),
      move("day", "过 1 天", "路上的都会发生"),
      move("monthEnd", "到月底", "月末 18:00"),
    ),
  ];
}

function drawFaults() {
  const on = state.faults.length + state.payFaults.length;
  return [
    h(
      "details",
      {
        open: isFaultsOpen || on > 0,
        ontoggle: (event) => {
          isFaultsOpen = event.currentTarget.open;
        },
      },
      h("summary", {}, h("h2", {}, "故障"), h("span", {}, on > 0 ? `已打开 ${on} 个` : "都没打开")),
      h("p", {}, "打开后看看：消息会不会丢、会不会重。"),
      ...drawSwitches(faults, state.faults, "fault"),
      h("h3", {}, "红包支付"),
      ...drawSwitches(payFaults, state.payFaults, "pay-fault"),
    ),
    state.dropped > 0 && h("p", { class: "alarm", role: "alert" }, `超过每人限额、被静默丢弃：${state.dropped} 条`),
  ];
}

const drawSwitches = (labels, on, path) =>
  Object.entries(labels).map(([name, label]) =>
    h(
      "label",
      { class: "switch" },
      h("input", {
        type: "checkbox",
        checked: on.includes(name),
        onchange: (event) => post(path, { name, on: event.currentTarget.checked }),
      }),
      label,
    ),
  );

async function moveClock(button, to) {
  const result = await busy(button, () => post("clock", { to }));
  if (!result) return;
  const ran = [...new Set(result.ran)].map((name) => jobNames[name] ?? name);
  toast(ran.length > 0 ? `时间到了，已执行：${ran.join("、")}` : "时间到了，这段时间没有要做的事");
}

function renderPhones() {
  const phones = document.getElementById("phones");
  const chats = chosen.map((chat) => (chat === "group" ? teamGroup() : chat));
  while (phones.children.length < chats.length) phones.append(emptyPhone());
  chats.forEach((chat, index) => {
    renderPhone(phones.children[index], chat, index);
  });
}

const emptyPhone = () =>
  h(
    "article",
    { class: "phone" },
    h("header"),
    h("div", { class: "log", tabindex: "0", role: "log", "aria-label": "聊天记录" }),
    h("div", { class: "bottom" }),
  );

function renderPhone(phone, chat, index) {
  const [header, log, bottom] = phone.children;
  const isGroup = chat.startsWith("group:");
  const messages = state.chats[chat] ?? [];
  phone.setAttribute("aria-label", titleOf(chat));
  fill(header, [chat, state.people, state.groups], () => drawHeader(chat, index));
  const isNew = fill(log, [chat, messages], () => drawLog(messages, chat, isGroup));
  fill(bottom, [chat, state.menu], () =>
    isGroup ? [h("p", { class: "readonly" }, "团队群只发公告，不收消息")] : [renderComposer(chat), renderMenu(chat)],
  );
  // When all parts have their height.
  if (isNew) log.scrollTop = log.scrollHeight;
}

const titleOf = (chat) => (chat.startsWith("group:") ? (groupOf(chat)?.name ?? "团队群") : `${nameOf(chat)} 的手机`);
const groupOf = (chat) => state.groups.find(({ id }) => `group:${id}` === chat);

function drawHeader(chat, index) {
  const person = personOf(chat);
  return [
    h("span", { class: "avatar", "aria-hidden": "true" }, person ? person.name.slice(0, 1) : "群"),
    h(
      "label",
      {},
      renderPicker(chat, index),
      h(
        "small",
        {},
        person ? `${person.department} · 与“达标”的聊天` : `${groupOf(chat)?.members.length ?? 0} 人的团队群`,
      ),
    ),
  ];
}

function renderPicker(chat, index) {
  const option = (value, label) => h("option", { value, selected: value === chat }, label);
  return h(
    "select",
    {
      "aria-label": "选择聊天",
      onchange: (event) => {
        chosen[index] = event.currentTarget.value;
        localStorage.setItem("chats", JSON.stringify(chosen));
        if (!chosen[index].startsWith("group:")) post("enter", { userId: chosen[index] });
        renderPhones();
      },
    },
    h("optgroup", { label: "团队群" }, ...groupOptions(option)),
    ...peopleOptions(option),
  );
}

const peopleOptions = (option) =>
  [...new Set(state.people.map(({ department }) => department))].map((department) =>
    h(
      "optgroup",
      { label: department },
      ...state.people
        .filter((person) => person.department === department)
        .map((person) => option(person.userId, `${person.name} · ${person.position}`)),
    ),
  );

/** Whose phone the page beside the chats is on. */
const drawScreenHeader = (shown, onChoose) => [
  h("span", { class: "avatar", "aria-hidden": "true" }, "页"),
  h(
    "label",
    {},
    h(
      "select",
      { "aria-label": "选择谁的手机页面", onchange: (event) => onChoose(event.currentTarget.value) },
      ...peopleOptions((value, label) => h("option", { value, selected: value === shown }, label)),
    ),
    h("small", {}, "手机页面 · 和聊天同步"),
  ),
];

/** The group of the first phone's person: what is announced about them appears there. */
const teamGroup = () => {
  const group = state.groups.find(({ members }) => members.includes(chosen[0])) ?? state.groups[0];
  return `group:${group?.id ?? "webhook"}`;
};

const groupOptions = (option) =>
  state.groups.length > 0
    ? state.groups.map(({ id, name }) => option(`group:${id}`, `${name}（群）`))
    : [option("group:webhook", "团队群")];

/** What a person may want to try first. */
const suggestions = (userId) =>
  state.people.some(({ leader }) => leader === userId)
    ? ["今日", "团队", "我的目标", "帮助"]
    : ["今日", "我的目标", "新目标", "帮助"];

function drawLog(messages, chat, isGroup) {
  if (messages.length === 0) return [isGroup ? emptyGroup() : emptyChat(chat)];
  const nodes = [];
  let shown = "";
  for (const message of messages) {
    const time = timeOf(message.at);
    if (time !== shown) nodes.push(h("div", { class: "time" }, time));
    shown = time;
    nodes.push(renderMessage(message, chat));
  }
  return nodes;
}

const emptyGroup = () => h("p", { class: "hint" }, "还没有公告。有人得到勋章或表扬时，会在这里告诉大家。");

const emptyChat = (chat) =>
  h(
    "div",
    { class: "hint" },
    h("p", {}, "还没有消息。点一句，或自己写："),
    h(
      "div",
      { class: "chips" },
      ...suggestions(chat).map((text) =>
        h("button", { type: "button", onclick: () => post("say", { userId: chat, text }) }, text),
      ),
    ),
  );

function renderMessage(message, chat) {
  if (message.kind === "template_card") return renderCard(message, chat);
  if (message.kind === "packet") return renderPacket(message.content, chat);
  if (message.kind === "drop")
    return h("div", { class: "bubble drop" }, "（超过每人限额，真实平台会静默丢弃这条消息）");
  if (message.kind === "markdown") return h("div", { class: "bubble" }, ...markdown(mention(message.content)));
  if (message.kind === "textcard")
    return h(
      "div",
      { class: "card" },
      h("div", { class: "title" }, message.content.title),
      h("div", { class: "desc" }, message.content.description),
      pageLink(chat, message.content.url, message.content.btntxt),
    );
  if (message.from !== "app") return h("div", { class: "bubble mine" }, message.content);
  return h("div", { class: "bubble" }, ...linked(readerOf(message)(message.content), chat));
}

/** Money that waits to be taken, by one tap of whose chat it is in; how much it is shows when it is open. */
function renderPacket({ billNo, wishing, protocol, state: now, amountFen }, chat) {
  const isRed = protocol === "wecom";
  const over = {
    received: isRed ? "已领取" : "已收款",
    refunded: "超过一天未领，已退回",
    failed: "超过一天未收款，已退回",
  };
  return h(
    "div",
    { class: "card packet" },
    h("div", { class: "title" }, isRed ? "企业微信红包" : "商家转账"),
    h("div", { class: "desc" }, wishing),
    now === "received" && h("div", { class: "amount" }, h("b", {}, (amountFen / 100).toFixed(2)), " 元"),
    now === "waiting"
      ? h(
          "button",
          {
            type: "button",
            onclick: (event) =>
              busy(event.currentTarget, async () => {
                await post("open-packet", { userId: chat, billNo });
                await refresh();
              }),
          },
          isRed ? "打开红包" : "确认收款",
        )
      : h("p", { class: "done" }, over[now]),
  );
}

/** The page a card opens: an address, or a page of the mini-program, which is shown as the same page here. */
const pageOf = ({ type, url, pagepath } = {}) =>
  type === 2 ? `/h5/#${pagepath.replace(".html", "")}` : type === 1 ? url : undefined;

const pageLink = (chat, url, label = "查看详情") =>
  /^(https?:\/\/|\/h5\/)/.test(url ?? "") && link(chat, url, label, { class: "more" });

/** A page of ours opens on the phone beside, as the person whose chat it is in. */
const link = (chat, url, label, attributes = {}) =>
  h(
    "a",
    {
      ...attributes,
      href: url,
      target: "_blank",
      rel: "noreferrer",
      onclick: (event) => {
        if (!new URL(url, location.href).pathname.startsWith("/h5/") || !personOf(chat)) return;
        event.preventDefault();
        openPage(chat, url);
      },
    },
    label,
  );

/** Words with the links in them: WeCom knows that one mark in a text, and makes addresses tappable. */
function linked(text, chat) {
  const nodes = [];
  let last = 0;
  for (const match of text.matchAll(/<a href="(https?:[^"]+)">([^<]*)<\/a>|https?:\/\/[^\s<>"]+/g)) {
    const [whole, url = whole, label = whole] = match;
    nodes.push(text.slice(last, match.index), link(chat, url, label));
    last = match.index + whole.length;
  }
  return [...nodes, text.slice(last)];
}

/** WeCom's subset of markdown: headings, bold, links, code, quotes and three colours. */
function markdown(text) {
  const nodes = [];
  for (const line of text.split("\n")) {
    const quote = line.startsWith(">");
    const heading = /^#{1,6}\s/.test(line);
    const content = inline(line.replace(/^(>\s?|#{1,6}\s)/, ""));
    nodes.push(h(quote ? "blockquote" : heading ? "strong" : "div", {}, ...content));
  }
  return nodes;
}

function inline(text) {
  const pattern =
    /\*\*(.+?)\*\*|`(.+?)`|\[(.+?)\]\((https?:[^)]+)\)|<font color="(info|comment|warning)">(.+?)<\/font>/g;
  const nodes = [];
  let last = 0;
  for (const match of text.matchAll(pattern)) {
    nodes.push(text.slice(last, match.index));
    const [whole, bold, code, label, url, colour, coloured] = match;
    if (bold) nodes.push(h("strong", {}, bold));
    else if (code) nodes.push(h("code", {}, code));
    else if (url) nodes.push(h("a", { href: url, rel: "noreferrer", target: "_blank" }, label));
    else nodes.push(h("span", { class: colour }, coloured));
    last = match.index + whole.length;
  }
  nodes.push(text.slice(last));
  return nodes;
}

function renderCard(message, chat) {
  const card = message.content;
  const text = readerOf(message);
  return h(
    "div",
    { class: "card" },
    card.source && h("div", { class: "source" }, text(card.source.desc)),
    card.main_title && h("div", { class: "title" }, text(card.main_title.title)),
    card.main_title?.desc && h("div", { class: "desc" }, text(card.main_title.desc)),
    card.emphasis_content &&
      h(
        "div",
        { class: "emphasis" },
        h("b", {}, text(card.emphasis_content.title)),
        h("span", {}, text(card.emphasis_content.desc)),
      ),
    card.quote_area && h("blockquote", {}, text(card.quote_area.quote_text)),
    card.sub_title_text && h("div", { class: "sub" }, text(card.sub_title_text)),
    card.horizontal_content_list?.length > 0 &&
      h(
        "dl",
        {},
        ...card.horizontal_content_list.flatMap(({ keyname, value }) => [
          h("dt", {}, text(keyname)),
          h("dd", {}, text(value)),
        ]),
      ),
    card.button_selection && !card.replace_text && renderSelection(message, card.button_selection),
    card.button_list && renderButtons(message, card, chat),
    pageLink(chat, pageOf(card.card_action)),
  );
}

function renderSelection(message, selection) {
  const chosenId = choices.get(message.id) ?? selection.selected_id ?? "";
  return h(
    "label",
    { class: "choice" },
    selection.title,
    h(
      "select",
      { onchange: (event) => choices.set(message.id, event.currentTarget.value) },
      h("option", { value: "", selected: chosenId === "" }, "请选择"),
      ...selection.option_list.map(({ id, text }) => h("option", { value: id, selected: id === chosenId }, text)),
    ),
  );
}

function renderButtons(message, card, chat) {
  if (card.replace_text) return h("p", { class: "done" }, card.replace_text);
  const buttons = card.button_list.map(({ text, style, key }) =>
    h("button", { type: "button", class: `style-${style}`, onclick: () => press(key) }, text),
  );
  /** One answer to a card at a time: all its buttons wait for it. */
  async function press(key) {
    for (const button of buttons) button.disabled = true;
    const question = card.button_selection?.question_key;
    const answer = choices.get(message.id) ?? card.button_selection?.selected_id;
    await post("press", {
      userId: chat,
      messageId: message.id,
      key,
      choices: question && answer ? { [question]: [answer] } : {},
    });
    await refresh();
    for (const button of buttons) button.disabled = false;
  }
  return h("div", { class: "buttons" }, ...buttons);
}

function renderComposer(chat) {
  const input = h("input", {
    "aria-label": `以${nameOf(chat)}的身份发消息`,
    placeholder: "发消息，例如：今日",
    maxlength: "2000",
    autocomplete: "off",
    enterkeyhint: "send",
    oninput: (event) => drafts.set(chat, event.currentTarget.value),
  });
  input.value = drafts.get(chat) ?? "";
  return h(
    "form",
    {
      class: "composer",
      onsubmit: async (event) => {
        event.preventDefault();
        const text = input.value.trim();
        if (text === "") return;
        drafts.delete(chat);
        input.value = "";
        if (await post("say", { userId: chat, text })) return;
        // Not sent: it is theirs to send again.
        if (input.value === "") input.value = text;
      },
    },
    input,
    h("button", { type: "submit" }, "发送"),
  );
}

function renderMenu(chat) {
  if (state.menu.length === 0) return undefined;
  return h(
    "nav",
    { class: "menu", "aria-label": "应用菜单" },
    ...state.menu.map(({ name, key }) =>
      h(
        "button",
        {
          type: "button",
          onclick: (event) => busy(event.currentTarget, () => post("menu", { userId: chat, key })),
        },
        name,
      ),
    ),
  );
}

function render() {
  renderPanel();
  renderPhones();
  renderScreen(state.people, drawScreenHeader);
}

let loading;
let again = false;
/** Shows what now is. Asked while it is under way it goes round once more. */
function refresh() {
  again = true;
  loading ??= load().finally(() => {
    loading = undefined;
  });
  return loading;
}

async function load() {
  try {
    while (again) {
      again = false;
      state = await (await fetch("/sandbox/control/state")).json();
      render();
    }
  } catch {
    toast("连不上服务器，正在重试");
  }
}

document.getElementById("panel-toggle").addEventListener("click", (event) => {
  const isOpen = document.getElementById("panel").classList.toggle("open");
  event.currentTarget.setAttribute("aria-expanded", String(isOpen));
});
new EventSource("/sandbox/events").addEventListener("message", refresh);
setInterval(refresh, 30_000);
