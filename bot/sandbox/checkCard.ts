import { ApiError } from "./ApiError";

type Fields = Record<string, unknown>;

const fieldsOf = (value: unknown): Fields => (typeof value === "object" && value !== null ? (value as Fields) : {});
const listOf = (value: unknown): Fields[] => (Array.isArray(value) ? value.map(fieldsOf) : []);
const textOf = (value: unknown) => (typeof value === "string" ? value : "");

const taskIdForm = /^[0-9A-Za-z_\-@]{1,128}$/;

/** Refuses what WeCom refuses of a template card (doc 90236 §3.3, codes 42014–42051). */
export function checkCard(value: unknown, { isUpdate = false } = {}): void {
  const card = fieldsOf(value);
  const type = textOf(card.card_type);
  if (type !== "text_notice" && type !== "button_interaction") throw new ApiError(42031, "card_type");
  const title = textOf(fieldsOf(card.main_title).title);
  if (title === "" && !(type === "text_notice" && textOf(card.sub_title_text) !== ""))
    throw new ApiError(42033, "title");
  checkRows(card);
  if (type === "text_notice" && !isPage(card.card_action)) throw new ApiError(42045, "card_action");
  if (type === "button_interaction") checkButtons(card, isUpdate);
}

function checkRows(card: Fields) {
  const rows = listOf(card.horizontal_content_list);
  if (rows.length > 6) throw new ApiError(42035, "horizontal_content_list");
  if (rows.some(({ keyname }) => textOf(keyname) === "")) throw new ApiError(42027, "keyname");
}

const isPage = (action: unknown) => {
  const { type, url } = fieldsOf(action);
  return type === 1 && /^https?:\/\//.test(textOf(url));
};

function checkButtons(card: Fields, isUpdate: boolean) {
  if (!isUpdate && !taskIdForm.test(textOf(card.task_id))) throw new ApiError(42014, "task_id");
  const buttons = listOf(card.button_list);
  if (buttons.length < 1 || buttons.length > 6) throw new ApiError(42039, "button_list");
  if (buttons.some(({ text }) => textOf(text) === "")) throw new ApiError(42038, "button text");
  const keys = buttons.map(({ key }) => textOf(key));
  if (keys.some((key) => key === "" || Buffer.byteLength(key) > 1024) || new Set(keys).size !== keys.length)
    throw new ApiError(42039, "button key");
  if (card.button_selection === undefined) return;
  const selection = fieldsOf(card.button_selection);
  const options = listOf(selection.option_list);
  if (textOf(selection.question_key) === "") throw new ApiError(42043, "question_key");
  if (options.length < 1 || options.length > 10) throw new ApiError(42037, "option_list");
  if (options.some(({ id }) => textOf(id) === "" || Buffer.byteLength(textOf(id)) > 128))
    throw new ApiError(42040, "option id");
  if (options.some(({ text }) => textOf(text) === "")) throw new ApiError(42041, "option text");
}
