// The sandbox's page: phones to chat on, a clock to move, faults to switch on. Everything shown is built as nodes and
// text, never as HTML, because what people type is part of it.

const storedChats = () => {
  try {
    return JSON.parse(localStorage.getItem("chats") ?? "null");
  } catch {
    return null;
  }
};

const chosen = storedChats() ?? ["zhangsan", "zhouyan", "group"];
let state;
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

async function post(path, body) {
  const response = await fetch(`/sandbox/control/${path}`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  });
  if (!response.ok) toast("没有成功，请再试一次");
  return response.ok ? (await response.json()).result : null;
}

let toastTimer;
function toast(text) {
  const node = document.getElementById("toast");
  node.textContent = text;
  node.classList.add("shown");
  clearTimeout(toastTimer);
  toastTimer = setTimeout(() => node.classList.remove("shown"), 4000);
}

const nameOf = (userId) => state.people.find((person) => person.userId === userId)?.name ?? userId;

/** WeCom shows a name for `$userName=ID$` where the app asks it to, but not in markdown: there a mention does. */
const mention = (text) => String(text ?? "").replace(/<@([^<>]+)>/g, (_, userId) => `@${nameOf(userId)}`);
const translate = (text) => String(text ?? "").replace(/\$userName=([^$]+)\$/g, (_, userId) => nameOf(userId));

function renderPanel() {
  const panel = document.getElementById("panel");
  const move = (to, label) =>
    h("button", { type: "button", onclick: (event) => moveClock(event.currentTarget, to) }, label);
  panel.replaceChildren(
    h(
      "section",
      { class: "box" },
      h("h2", {}, "时钟"),
      h("div", { class: "clock-now" }, state.clock),
      h("p", {}, "公司时间（北京）。往前拨，路上到点的事都会发生。"),
      h(
        "div",
        { class: "grid-2" },
        move("nine", "下一个 09:00"),
        move("halfPastFive", "下一个 17:30"),
        move("day", "+1 天"),
        move("monthEnd", "月底"),
      ),
    ),
    h(
      "section",
      { class: "box" },
      h("h2", {}, "故障"),
      h("p", {}, "打开后，看消息会不会丢、会不会重。"),
      ...Object.entries(faults).map(([name, label]) =>
        h(
          "label",
          { class: "switch" },
          h("input", {
            type: "checkbox",
            checked: state.faults.includes(name),
            onchange: (event) => post("fault", { name, on: event.currentTarget.checked }),
          }),
          label,
        ),
      ),
      h("p", state.dropped > 0 ? { class: "alarm" } : {}, `超限被静默丢弃：${state.dropped} 条`),
    ),
    h(
      "section",
      { class: "box" },
      h("h2", {}, "可以试试"),
      h("p", {}, "张三：新目标 → 组长周燕的手机上点通过"),
      h("p", {}, "张三：进度 GMV 52000，再发 今日"),
      h("p", {}, "周燕：团队；表扬 @张三 发货又快又准"),
    ),
  );
}

async function moveClock(button, to) {
  button.disabled = true;
  const result = await post("clock", { to });
  if (!result) return;
  const ran = [...new Set(result.ran)].map((name) => jobNames[name] ?? name);
  toast(ran.length > 0 ? `时间到了，已执行：${ran.join("、")}` : "时间到了，这段时间没有要做的事");
}

function renderPhones() {
  const phones = document.getElementById("phones");
  const wanted = chosen.map((chat) => (chat === "group" ? teamGroup() : chat));
  phones.replaceChildren(...wanted.map((chat, index) => renderPhone(chat, index)));
  for (const log of phones.querySelectorAll(".log")) log.scrollTop = log.scrollHeight;
}

function renderPhone(chat, index) {
  const isGroup = chat.startsWith("group:");
  const messages = state.chats[chat] ?? [];
  return h(
    "article",
    { class: "phone" },
    h("header", {}, renderPicker(chat, index)),
    h("div", { class: "log" }, ...renderLog(messages, chat, isGroup)),
    isGroup
      ? h("div", { class: "composer" }, h("p", { class: "comment" }, "团队群：这里只看公告"))
      : renderComposer(chat),
    isGroup ? undefined : renderMenu(chat),
  );
}

function renderPicker(chat, index) {
  const option = (value, label) => h("option", { value, selected: value === chat }, label);
  const departments = [...new Set(state.people.map(({ department }) => department))];
  return h(
    "select",
    {
      "aria-label": "选择聊天",
      onchange: (event) => {
        chosen[index] = event.currentTarget.value;
        localStorage.setItem("chats", JSON.stringify(chosen));
        post("enter", { userId: chosen[index] });
        renderPhones();
      },
    },
    h("optgroup", { label: "团队群" }, ...groupOptions(option)),
    ...departments.map((department) =>
      h(
        "optgroup",
        { label: department },
        ...state.people
          .filter((person) => person.department === department)
          .map((person) => option(person.userId, `${person.name} · ${person.position}`)),
      ),
    ),
  );
}

/** The group of the first phone's person: what is announced about them appears there. */
const teamGroup = () => {
  const group = state.groups.find(({ members }) => members.includes(chosen[0])) ?? state.groups[0];
  return `group:${group?.id ?? "webhook"}`;
};

const groupOptions = (option) =>
  state.groups.length > 0
    ? state.groups.map(({ id, name }) => option(`group:${id}`, `${name}（群）`))
    : [option("group:webhook", "团队群")];

function renderLog(messages, chat, isGroup) {
  if (messages.length === 0)
    return [h("p", { class: "hint" }, isGroup ? "有人获得勋章或表扬时，会在这里公布" : "还没有消息。发“帮助”试试。")];
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

const timeOf = (at) =>
  new Intl.DateTimeFormat("zh-CN", {
    timeZone: state.zone,
    month: "numeric",
    day: "numeric",
    hour: "2-digit",
    minute: "2-digit",
  }).format(new Date(at));

function renderMessage(message, chat) {
  if (message.kind === "template_card") return renderCard(message, chat);
  if (message.kind === "drop")
    return h("div", { class: "bubble drop" }, "（超过每人限额，真实平台会静默丢弃这条消息）");
  if (message.kind === "markdown") return h("div", { class: "bubble" }, ...markdown(mention(message.content)));
  if (message.kind === "textcard")
    return h(
      "div",
      { class: "card" },
      h("div", { class: "title" }, message.content.title),
      h("div", { class: "desc" }, message.content.description),
    );
  return h("div", { class: message.from === "app" ? "bubble" : "bubble mine" }, translate(message.content));
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
  const text = (value) => translate(value);
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
    card.sub_title_text && h("div", { class: "sub" }, text(card.sub_title_text)),
    card.quote_area && h("blockquote", {}, text(card.quote_area.quote_text)),
    card.horizontal_content_list &&
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
  if (card.replace_text)
    return h("div", { class: "buttons" }, h("button", { type: "button", disabled: true }, card.replace_text));
  return h(
    "div",
    { class: "buttons" },
    ...card.button_list.map(({ text, style, key }) =>
      h(
        "button",
        {
          type: "button",
          class: `style-${style}`,
          onclick: (event) => {
            event.currentTarget.disabled = true;
            const question = card.button_selection?.question_key;
            const answer = choices.get(message.id) ?? card.button_selection?.selected_id;
            post("press", {
              userId: chat,
              messageId: message.id,
              key,
              choices: question && answer ? { [question]: [answer] } : {},
            }).then(refresh);
          },
        },
        text,
      ),
    ),
  );
}

function renderComposer(chat) {
  const input = h("input", {
    "aria-label": "输入消息",
    placeholder: "发消息，例如：今日",
    maxlength: "2000",
    oninput: (event) => drafts.set(chat, event.currentTarget.value),
  });
  input.value = drafts.get(chat) ?? "";
  input.dataset.chat = chat;
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
        await post("say", { userId: chat, text });
      },
    },
    input,
    h("button", { type: "submit" }, "发送"),
  );
}

function renderMenu(chat) {
  const entries = state.menu.length > 0 ? state.menu : [];
  if (entries.length === 0) return undefined;
  return h(
    "nav",
    { class: "menu", "aria-label": "应用菜单" },
    ...entries.map(({ name, key }) =>
      h("button", { type: "button", onclick: () => post("menu", { userId: chat, key }) }, name),
    ),
  );
}

/** Draws anew, keeping the field somebody is typing in. */
function render() {
  const focused = document.activeElement?.dataset?.chat;
  renderPanel();
  renderPhones();
  if (focused) document.querySelector(`input[data-chat="${CSS.escape(focused)}"]`)?.focus();
}

let loading = false;
let again = false;
async function refresh() {
  if (loading) {
    again = true;
    return;
  }
  loading = true;
  try {
    do {
      again = false;
      state = await (await fetch("/sandbox/control/state")).json();
      render();
    } while (again);
  } catch {
    toast("连不上服务器，正在重试");
  } finally {
    loading = false;
  }
}

document.getElementById("panel-toggle").addEventListener("click", (event) => {
  const isOpen = document.getElementById("panel").classList.toggle("open");
  event.currentTarget.setAttribute("aria-expanded", String(isOpen));
});
new EventSource("/sandbox/events").addEventListener("message", refresh);
setInterval(refresh, 30_000);
