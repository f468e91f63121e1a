import type { SendLimit } from "../../domain/context";

/**
 * What WeCom lets through (wecom.md §1.3; docs 90312, 90248, 99110). Above the limits per person it drops messages
 * without a word, so ours stay one below; the app's are those of one API of one company.
 */
export const sendLimits: readonly SendLimit[] = [
  { target: "person", seconds: 60, max: 29 },
  { target: "person", seconds: 3600, max: 990 },
  { target: "team", seconds: 60, max: 18 },
  { target: "webhook", seconds: 60, max: 18 },
  { target: "app", seconds: 60, max: 9_000 },
  { target: "app", seconds: 3600, max: 140_000 },
];

/** Characters of a text card (doc 90236). */
export const textCardLimits = { title: 128, description: 512, button: 4 } as const;

/** Characters of a template card's fields (doc 90236 §3.3). */
export const cardLimits = {
  source: 20,
  title: 36,
  description: 44,
  emphasisValue: 14,
  emphasisLabel: 22,
  subtitle: 160,
  quote: 160,
  rows: 6,
  rowLabel: 5,
  rowValue: 30,
  selectionTitle: 16,
  options: 10,
  optionText: 16,
  buttons: 6,
  buttonText: 10,
  done: 10,
} as const;
