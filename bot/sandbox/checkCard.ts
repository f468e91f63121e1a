import { bytesOf, demand, type Fields, fieldsOf, isPageUrl, listOf, textOf } from "./api/fields";

const noticeTypes = ["text_notice", "news_notice"];
const interactionTypes = ["button_interaction", "vote_interaction", "multiple_interaction"];

const taskIdForm = /^[0-9A-Za-z_\-@]{1,128}$/;
const maxKeyBytes = 1024;
const maxOptionIdBytes = 128;

interface Place {
  /** The card of a message that was sent: it keeps its task id. */
  isUpdate?: boolean;
  /** A group robot shows notices only. */
  isWebhook?: boolean;
}

/** Refuses what WeCom refuses of a template card (doc 90236 §3.3, codes 42014–42051). */
export function checkCard(value: unknown, { isUpdate = false, isWebhook = false }: Place = {}): void {
  const card = fieldsOf(value);
  const type = textOf(card.card_type);
  const types = isWebhook ? noticeTypes : [...noticeTypes, ...interactionTypes];
  demand(types.includes(type), 42031, "card_type");
  const title = textOf(fieldsOf(card.main_title).title);
  demand(title !== "" || (type === "text_notice" && textOf(card.sub_title_text) !== ""), 42033, "title");
  checkMenu(card);
  if (!isUpdate && takesCallbacks(card)) demand(taskIdForm.test(textOf(card.task_id)), 42014, "task_id");
  checkRows(card);
  checkLinks(card, type);
  if (type === "news_notice") checkPicture(card);
  if (type === "button_interaction") checkButtons(card);
  if (type === "vote_interaction") checkVote(card);
  if (type === "multiple_interaction") checkSelects(card);
}

/** Such a card can be pressed and updated, and needs a task id. */
export const takesCallbacks = (card: Fields): boolean =>
  interactionTypes.includes(textOf(card.card_type)) || card.action_menu !== undefined;

const isKey = (key: unknown) => textOf(key) !== "" && bytesOf(key) <= maxKeyBytes;
const areDifferent = (keys: unknown[]) => new Set(keys).size === keys.length;

function checkMenu({ action_menu }: Fields) {
  if (action_menu === undefined) return;
  const actions = listOf(fieldsOf(action_menu).action_list);
  const keys = actions.map(({ key }) => key);
  demand(actions.length >= 1 && actions.length <= 3, 42051, "action_list");
  demand(keys.every(isKey) && areDifferent(keys), 42051, "action_menu key");
}

function checkRows(card: Fields) {
  const rows = listOf(card.horizontal_content_list);
  demand(rows.length <= 6, 42035, "horizontal_content_list");
  for (const { keyname, type, url, media_id, userid } of rows) {
    demand(textOf(keyname) !== "", 42027, "keyname");
    demand(type !== 1 || isPageUrl(url), 42028, "url");
    demand(type !== 2 || textOf(media_id) !== "", 42029, "media_id");
    demand(type !== 3 || textOf(userid) !== "", 42050, "userid");
  }
}

function checkLinks(card: Fields, type: string) {
  const jumps = listOf(card.jump_list);
  demand(jumps.length <= 3, 42042, "jump_list");
  for (const jump of jumps) {
    demand(textOf(jump.title) !== "", 42042, "jump_list title");
    demand(jump.type !== 1 || isPageUrl(jump.url), 42028, "url");
    demand(jump.type !== 2 || textOf(jump.appid) !== "", 42030, "appid");
  }
  if (noticeTypes.includes(type) || card.card_action !== undefined)
    demand(isAction(card.card_action, noticeTypes.includes(type)), 42045, "card_action");
}

function isAction(action: unknown, isRequired: boolean): boolean {
  const { type, url, appid } = fieldsOf(action);
  if (type === 1) return isPageUrl(url);
  if (type === 2) return textOf(appid) !== "";
  return !isRequired;
}

function checkPicture({ card_image, image_text_area, vertical_content_list }: Fields) {
  demand(card_image !== undefined || image_text_area !== undefined, 42044, "card_image");
  const { url, aspect_ratio = 1.3 } = fieldsOf(card_image);
  demand(card_image === undefined || textOf(url) !== "", 42044, "card_image.url");
  // The page says "between"; its own samples use both ends.
  const ratio = Number(aspect_ratio);
  demand(ratio >= 1.3 && ratio <= 2.25, 40058, "aspect_ratio");
  const texts = listOf(vertical_content_list);
  demand(texts.length <= 4, 42036, "vertical_content_list");
  for (const { title } of texts) demand(textOf(title) !== "", 42036, "vertical_content_list title");
}

function checkButtons(card: Fields) {
  const buttons = listOf(card.button_list);
  demand(buttons.length >= 1 && buttons.length <= 6, 42039, "button_list");
  for (const { text, type, url, key } of buttons) {
    demand(textOf(text) !== "", 42038, "button text");
    demand(type === 1 ? isPageUrl(url) : isKey(key), type === 1 ? 42028 : 42039, "button key");
  }
  demand(areDifferent(buttons.filter(({ type }) => type !== 1).map(({ key }) => key)), 42039, "button key");
  if (card.button_selection !== undefined) checkOptions(fieldsOf(card.button_selection), 10);
}

function checkVote(card: Fields) {
  checkOptions(fieldsOf(card.checkbox), 20);
  checkSubmit(card);
}

function checkSelects(card: Fields) {
  const selects = listOf(card.select_list);
  demand(selects.length >= 1 && selects.length <= 3, 42047, "select_list");
  for (const select of selects) checkOptions(select, 10);
  demand(areDifferent(selects.map(({ question_key }) => question_key)), 42043, "question_key");
  checkSubmit(card);
}

function checkOptions({ question_key, option_list }: Fields, most: number) {
  demand(isKey(question_key), 42043, "question_key");
  const options = listOf(option_list);
  demand(options.length >= 1 && options.length <= most, 42037, "option_list");
  for (const { id, text } of options) {
    demand(textOf(id) !== "" && bytesOf(id) <= maxOptionIdBytes, 42040, "option id");
    demand(textOf(text) !== "", 42041, "option text");
  }
  demand(areDifferent(options.map(({ id }) => id)), 42040, "option id");
}

function checkSubmit({ submit_button }: Fields) {
  const { text, key } = fieldsOf(submit_button);
  demand(textOf(text) !== "", 42046, "submit text");
  demand(isKey(key), 42049, "submit key");
}
