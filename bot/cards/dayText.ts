import type { Day } from "../../domain/calendar";

/** '11月5日' */
export const dayText = (day: Day): string => `${Number(day.slice(5, 7))}月${Number(day.slice(8))}日`;
