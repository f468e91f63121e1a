import { pageUrl } from "../cards/pageUrl";
import { escapeField as field } from "../escape";
import type { Card } from "../Message";
import { cardAction } from "./cardAction";
import { cardLimits } from "./limits";

/** Where pages open. */
export interface Pages {
  publicUrl: string;
  /** Of the mini-program that is bound to the app. */
  miniprogramAppId?: string;
}

const styles = { primary: 1, danger: 2, quiet: 3 } as const;

/**
 * A card as WeCom's template card (doc 90236 §3.3): with buttons a button interaction, which needs a task id, else a
 * text notice, which needs a page to open.
 */
export function cardBody(card: Card, { publicUrl, miniprogramAppId }: Pages, taskId?: string): Record<string, unknown> {
  const isInteractive = (card.buttons?.length ?? 0) > 0 || card.done !== undefined;
  return {
    card_type: isInteractive ? "button_interaction" : "text_notice",
    source: { desc: field(card.source ?? "达标", cardLimits.source), desc_color: 0 },
    main_title: {
      title: field(card.title, cardLimits.title),
      ...optional("desc", card.description, cardLimits.description),
    },
    ...optional("sub_title_text", card.subtitle, cardLimits.subtitle),
    ...(card.quote && { quote_area: { type: 0, quote_text: field(card.quote, cardLimits.quote) } }),
    ...(card.rows && { horizontal_content_list: rows(card) }),
    card_action: cardAction(card.url ?? pageUrl({ publicUrl }, "today"), miniprogramAppId),
    ...(isInteractive ? interaction(card) : emphasis(card)),
    ...(isInteractive && taskId && { task_id: taskId }),
  };
}

const optional = (name: string, text: string | undefined, most: number) => (text ? { [name]: field(text, most) } : {});

const rows = ({ rows: list = [] }: Card) =>
  list.slice(0, cardLimits.rows).map(({ label, value }) => ({
    keyname: field(label, cardLimits.rowLabel),
    value: field(value, cardLimits.rowValue),
  }));

const emphasis = ({ emphasis: number }: Card) =>
  number && {
    emphasis_content: {
      title: field(number.value, cardLimits.emphasisValue),
      desc: field(number.label, cardLimits.emphasisLabel),
    },
  };

function interaction({ selection, buttons = [], done }: Card) {
  return {
    ...(selection && {
      button_selection: {
        question_key: selection.key,
        title: field(selection.title, cardLimits.selectionTitle),
        option_list: selection.options
          .slice(0, cardLimits.options)
          .map(({ id, text }) => ({ id, text: field(text, cardLimits.optionText) })),
        ...(selection.selected && { selected_id: selection.selected }),
      },
    }),
    button_list: (buttons.length > 0 ? buttons : [{ text: done ?? "", style: "quiet" as const, key: "done" }])
      .slice(0, cardLimits.buttons)
      .map(({ text, style = "primary", key }) => ({
        text: field(text, cardLimits.buttonText),
        style: styles[style],
        key,
      })),
    ...(done && buttons.length === 0 && { replace_text: field(done, cardLimits.done) }),
  };
}
