import { badgeParts } from "../../lib/svg";
import type { Badge, BadgeBody, BadgeDesign } from "../../lib/wire";

/** In the place of a code: one that is not there yet. */
export const newBadge = "new";

/** A badge while it is written. Without a design it is the star for a target reached. */
export interface BadgeDraft {
  name: string;
  description: string;
  level: number;
  design: BadgeDesign | null;
}

export const usualDesign: BadgeDesign = { shape: "medal", sign: "star", tone: "gold" };

export const draftOf = (badge: Badge | undefined): BadgeDraft =>
  badge ?? { name: "", description: "", level: 1, design: { ...usualDesign, tone: "blue" } };

/** As the server is asked; undefined while something is missing. */
export function bodyOf({ name, description, level, design }: BadgeDraft): BadgeBody | undefined {
  const said = { name: name.trim(), description: description.trim() };
  return said.name && said.description && design ? { ...said, level, design } : undefined;
}

interface Part<T> {
  value: T;
  text: string;
}

const named = <T extends string>(values: readonly T[], words: Record<T, string>): Part<T>[] =>
  values.map((value) => ({ value, text: words[value] }));

/** What a design is chosen from, with its name for those who cannot see it. */
export const parts = {
  shape: named(badgeParts.shapes, { medal: "圆牌", shield: "盾牌", star: "星形", hexagon: "六角", ribbon: "花结" }),
  sign: named(badgeParts.signs, {
    star: "星",
    tick: "对勾",
    flame: "火焰",
    bolt: "闪电",
    flag: "旗帜",
    bulb: "灯泡",
    crown: "皇冠",
    people: "伙伴",
    heart: "爱心",
    target: "靶心",
    rocket: "火箭",
    trophy: "奖杯",
  }),
  tone: named(badgeParts.tones, {
    gold: "金",
    silver: "银",
    bronze: "铜",
    blue: "蓝",
    green: "绿",
    red: "红",
    violet: "紫",
  }),
};
