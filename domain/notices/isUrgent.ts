import type { NoticeKind } from "../../entities";

/** Answers to what a person just did: they go out at any hour, before whatever else waits. */
export const isUrgent = (kind: NoticeKind): boolean => kind === "reply" || kind === "card";

/**
 * An answer is due by so much before it is written, in ms: whoever takes first what has been due longest takes answers
 * first, and no index has to know of kinds.
 */
export const urgentHeadStartMs = 24 * 3_600_000;
