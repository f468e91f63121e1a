/** A notice WeCom takes. */
export const notice = (change: object = {}) => ({
  card_type: "text_notice",
  main_title: { title: "今日" },
  card_action: { type: 1, url: "https://example.com" },
  ...change,
});

let tasks = 0;

/** A card with buttons WeCom takes, under a task id of its own. */
export const buttons = (change: object = {}) => ({
  card_type: "button_interaction",
  main_title: { title: "请审批" },
  task_id: `task-${++tasks}`,
  button_list: [
    { text: "通过", key: "yes" },
    { text: "退回", key: "no" },
  ],
  ...change,
});

const options = (count: number) => Array.from({ length: count }, (_, index) => ({ id: `o${index}`, text: "选项" }));

export const selection = (count: number, change: object = {}) => ({
  question_key: "why",
  title: "理由",
  option_list: options(count),
  ...change,
});

export const news = (change: object = {}) =>
  notice({ card_type: "news_notice", card_image: { url: "https://example.com/a.png" }, ...change });

export const vote = (change: object = {}) => ({
  card_type: "vote_interaction",
  main_title: { title: "投票" },
  task_id: `task-${++tasks}`,
  checkbox: selection(2),
  submit_button: { text: "提交", key: "go" },
  ...change,
});

export const selects = (change: object = {}) => ({
  card_type: "multiple_interaction",
  main_title: { title: "选择" },
  task_id: `task-${++tasks}`,
  select_list: [selection(2)],
  submit_button: { text: "提交", key: "go" },
  ...change,
});

const many = <One>(count: number, one: (index: number) => One) =>
  Array.from({ length: count }, (_, index) => one(index));
const rows = (count: number) => many(count, () => ({ keyname: "目标", value: "1" }));
const keys = (count: number) => many(count, (index) => ({ text: "按钮", key: `k${index}` }));

/** Cards WeCom refuses, with its code (doc 90313): what is wrong, the card, the code. */
export const refusedCards: [what: string, card: () => object, errcode: number][] = [
  ["an unknown type", () => notice({ card_type: "poster" }), 42031],
  ["no title", () => buttons({ main_title: {} }), 42033],
  ["a notice with neither title nor subtitle", () => notice({ main_title: {} }), 42033],
  ["a notice without a page to open", () => notice({ card_action: undefined }), 42045],
  ["a page without a scheme", () => notice({ card_action: { type: 1, url: "example.com" } }), 42045],
  ["a mini-program without its id", () => notice({ card_action: { type: 2, pagepath: "/" } }), 42045],
  ["a news notice without a page to open", () => news({ card_action: undefined }), 42045],
  ["seven rows", () => notice({ horizontal_content_list: rows(7) }), 42035],
  ["a row without a name", () => notice({ horizontal_content_list: [{ value: "1" }] }), 42027],
  ["a row that links nowhere", () => notice({ horizontal_content_list: [{ keyname: "网", type: 1 }] }), 42028],
  ["a row without its file", () => notice({ horizontal_content_list: [{ keyname: "件", type: 2 }] }), 42029],
  ["a row without its member", () => notice({ horizontal_content_list: [{ keyname: "人", type: 3 }] }), 42050],
  ["four jumps", () => notice({ jump_list: many(4, () => ({ title: "去" })) }), 42042],
  ["a jump to no page", () => notice({ jump_list: [{ type: 1, title: "去" }] }), 42028],
  ["a jump to no mini-program", () => notice({ jump_list: [{ type: 2, title: "去" }] }), 42030],
  ["news without a picture", () => news({ card_image: undefined }), 42044],
  ["a picture without an address", () => news({ card_image: {} }), 42044],
  ["a picture that is too flat", () => news({ card_image: { url: "https://e.com/a", aspect_ratio: 2.3 } }), 40058],
  ["five texts below each other", () => news({ vertical_content_list: many(5, () => ({ title: "行" })) }), 42036],
  ["a menu of four", () => notice({ task_id: "m1", action_menu: { action_list: keys(4) } }), 42051],
  [
    "a menu whose keys are equal",
    () => notice({ task_id: "m2", action_menu: { action_list: [...keys(1), ...keys(1)] } }),
    42051,
  ],
  ["a menu without a task id", () => notice({ action_menu: { action_list: keys(2) } }), 42014],
  ["buttons without a task id", () => buttons({ task_id: undefined }), 42014],
  ["a task id with another character", () => buttons({ task_id: "一" }), 42014],
  ["a task id of 129 characters", () => buttons({ task_id: "a".repeat(129) }), 42014],
  ["no button", () => buttons({ button_list: [] }), 42039],
  ["seven buttons", () => buttons({ button_list: keys(7) }), 42039],
  ["a button without a text", () => buttons({ button_list: [{ key: "k" }] }), 42038],
  ["a button without a key", () => buttons({ button_list: [{ text: "好" }] }), 42039],
  ["a key of 1,025 bytes", () => buttons({ button_list: [{ text: "好", key: "k".repeat(1025) }] }), 42039],
  ["two buttons with one key", () => buttons({ button_list: [...keys(1), ...keys(1)] }), 42039],
  ["a button that opens nothing", () => buttons({ button_list: [{ text: "看", type: 1 }] }), 42028],
  ["a selection without a key", () => buttons({ button_selection: selection(2, { question_key: "" }) }), 42043],
  ["a selection of eleven", () => buttons({ button_selection: selection(11) }), 42037],
  ["a selection of none", () => buttons({ button_selection: selection(0) }), 42037],
  [
    "an option without an id",
    () => buttons({ button_selection: selection(0, { option_list: [{ text: "甲" }] }) }),
    42040,
  ],
  [
    "an option id of 129 bytes",
    () => buttons({ button_selection: selection(0, { option_list: [{ id: "甲".repeat(43), text: "甲" }] }) }),
    42040,
  ],
  [
    "an option without a text",
    () => buttons({ button_selection: selection(0, { option_list: [{ id: "a" }] }) }),
    42041,
  ],
  ["a vote with 21 options", () => vote({ checkbox: selection(21) }), 42037],
  ["a vote that cannot be handed in", () => vote({ submit_button: undefined }), 42046],
  ["a submit button without a key", () => vote({ submit_button: { text: "提交" } }), 42049],
  [
    "four lists to select from",
    () => selects({ select_list: many(4, (index) => selection(2, { question_key: `q${index}` })) }),
    42047,
  ],
  ["two lists with one key", () => selects({ select_list: [selection(2), selection(2)] }), 42043],
];

/** Cards at the very limits: these are taken. */
export const takenCards: [what: string, card: () => object][] = [
  ["a notice with a subtitle alone", () => notice({ main_title: undefined, sub_title_text: "还差 1 元" })],
  [
    "six rows, three jumps",
    () => notice({ horizontal_content_list: rows(6), jump_list: many(3, () => ({ type: 0, title: "去" })) }),
  ],
  ["a picture at both ends of its shape", () => news({ card_image: { url: "https://e.com/a", aspect_ratio: 2.25 } })],
  ["a menu of three with a task id", () => notice({ task_id: "menu-of-three", action_menu: { action_list: keys(3) } })],
  ["six buttons and ten options", () => buttons({ button_list: keys(6), button_selection: selection(10) })],
  ["a key of 1,024 bytes", () => buttons({ button_list: [{ text: "好", key: "k".repeat(1024) }] })],
  ["a task id of 128 characters of every sort", () => buttons({ task_id: `Az09_-@${"x".repeat(121)}` })],
  [
    "an option id of 128 bytes",
    () => buttons({ button_selection: selection(0, { option_list: [{ id: "a".repeat(128), text: "甲" }] }) }),
  ],
  ["a vote with 20 options", () => vote({ checkbox: selection(20) })],
  [
    "three lists to select from",
    () => selects({ select_list: many(3, (index) => selection(10, { question_key: `q${index}` })) }),
  ],
];
