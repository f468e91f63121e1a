import type { Rule, RuleBody, RuleChoices, RuleKind } from "../../lib/wire";
import { fenOf, yuanText } from "../../lib/yuan";
import type { Faults } from "./ruleFaults";
import { kinds } from "./ruleKinds";
import type { Spoken } from "./ruleWords";

/** A rule as it is being written: figures as they were typed. */
export interface Draft {
  name: string;
  kind: RuleKind | null;
  metricId: string | null;
  days: string;
  least: string;
  objectiveId: string | null;
  departmentId: string | null;
  badgeCode: string | null;
  yuan: string;
  coolDownDays: string;
  personMonthCap: string;
  monthCap: string;
}

export const emptyDraft: Draft = {
  name: "",
  kind: null,
  metricId: null,
  days: "",
  least: "",
  objectiveId: null,
  departmentId: null,
  badgeCode: null,
  yuan: "",
  coolDownDays: "0",
  personMonthCap: "1",
  monthCap: "50",
};

export const draftOf = (rule: Rule): Draft => ({
  name: rule.name,
  kind: rule.kind,
  metricId: rule.metric?.id ?? null,
  days: rule.days === null ? "" : String(rule.days),
  least: rule.least ?? "",
  objectiveId: rule.objective?.id ?? null,
  departmentId: rule.department?.id ?? null,
  badgeCode: rule.badge?.code ?? null,
  yuan: rule.amountFen === 0 ? "" : (rule.amountFen / 100).toFixed(2).replace(/\.00$/, ""),
  coolDownDays: String(rule.coolDownDays),
  personMonthCap: String(rule.personMonthCap),
  monthCap: String(rule.monthCap),
});

const wholeOf = (text: string): number | null => (/^\d{1,6}$/.test(text.trim()) ? Number(text) : null);
/** '099.50' → '99.5', as the server says it; null for what is no number. */
const decimalOf = (text: string): string | null => {
  const [, sign = "", whole, rest = ""] = /^(-?)0*(\d{1,12})(?:\.(\d{1,4}))?$/.exec(text.trim()) ?? [];
  if (whole === undefined) return null;
  const digits = rest.replace(/0+$/, "");
  return `${sign}${whole}${digits && `.${digits}`}`;
};
const amountOf = (yuan: string): number | null => (yuan.trim() === "" ? 0 : fenOf(yuan.trim()));

/** What is still to be filled in, in the order of the form. */
export function missingIn(draft: Draft): string[] {
  const kind = draft.kind && kinds[draft.kind];
  const fen = amountOf(draft.yuan);
  const wants: [boolean, string][] = [
    [!kind, "为什么给"],
    [kind?.metric === "needed" && draft.metricId === null, "指标"],
    [Boolean(kind?.hasGoal) && draft.objectiveId === null, "公司目标"],
    [Boolean(kind?.days) && wholeOf(draft.days) === null, "天数"],
    [Boolean(kind?.hasLevel) && decimalOf(draft.least) === null, "要达到的数值"],
    [fen === null || fen < 0, "红包金额"],
    [fen === 0 && draft.badgeCode === null, "勋章或红包"],
    [[draft.personMonthCap, draft.monthCap, draft.coolDownDays].some((text) => wholeOf(text) === null), "次数上限"],
  ];
  return wants.flatMap(([isMissing, text]) => (isMissing ? [text] : []));
}

/** What was filled in and the server would not take, beside what it is about. */
export function wrongIn(draft: Draft, { limits }: Pick<RuleChoices, "limits">): Faults {
  const faults: Faults = {};
  const days = draft.kind && kinds[draft.kind].days;
  const isBeyond = (text: string, least: number, most: number) => {
    const value = wholeOf(text);
    return value !== null && (value < least || value > most);
  };
  if (days && isBeyond(draft.days, days.least, days.most)) faults.days = `请填 ${days.least} 到 ${days.most} 天`;
  const fen = amountOf(draft.yuan) ?? 0;
  if (fen > 0 && limits && (fen < limits.minFen || fen > limits.maxFen))
    faults.amountFen = `每次请填 ${yuanText(limits.minFen)}到 ${yuanText(limits.maxFen)}`;
  if (isBeyond(draft.personMonthCap, 1, 31)) faults.caps = "每人每月请填 1 到 31 次";
  else if (isBeyond(draft.monthCap, 1, 100_000)) faults.caps = "所有人加起来请填 1 到 100,000 次";
  else if (isBeyond(draft.coolDownDays, 0, 366)) faults.caps = "间隔请填 0 到 366 天";
  return faults;
}

/** What is sent: with what the kind needs and nothing else. Undefined while something is missing. */
export function bodyOf(draft: Draft): RuleBody | undefined {
  const { kind, metricId, objectiveId, departmentId, badgeCode } = draft;
  if (kind === null || missingIn(draft).length > 0) return undefined;
  const needs = kinds[kind];
  return {
    name: draft.name.trim(),
    kind,
    metricId: needs.metric === "none" ? null : metricId,
    days: needs.days ? wholeOf(draft.days) : null,
    least: needs.hasLevel ? decimalOf(draft.least) : null,
    objectiveId: needs.hasGoal ? objectiveId : null,
    departmentId,
    badgeCode,
    amountFen: amountOf(draft.yuan) ?? 0,
    coolDownDays: wholeOf(draft.coolDownDays) ?? 0,
    personMonthCap: wholeOf(draft.personMonthCap) ?? 1,
    monthCap: wholeOf(draft.monthCap) ?? 1,
  };
}

/** The draft's rule with names, to be said in a sentence. */
export function spokenOf(body: RuleBody, { metrics, objectives, departments, badges }: RuleChoices): Spoken {
  const byId = <One extends { id: string }>(all: One[], id: string | null | undefined) =>
    all.find((one) => one.id === id) ?? null;
  const badge = badges.find(({ code }) => code === body.badgeCode);
  return {
    kind: body.kind,
    metric: byId(metrics, body.metricId),
    days: body.days ?? null,
    least: body.least ?? null,
    objective: byId(objectives, body.objectiveId),
    department: byId(departments, body.departmentId),
    badge: badge ? { ...badge, isArchived: false } : null,
    amountFen: body.amountFen ?? 0,
    coolDownDays: body.coolDownDays ?? 0,
    personMonthCap: body.personMonthCap,
    monthCap: body.monthCap,
  };
}

/** What a stored rule would be sent as. */
export const bodyOfRule = (rule: Rule): RuleBody => ({
  name: rule.name,
  kind: rule.kind,
  metricId: rule.metric?.id ?? null,
  days: rule.days,
  least: rule.least,
  objectiveId: rule.objective?.id ?? null,
  departmentId: rule.department?.id ?? null,
  badgeCode: rule.badge?.code ?? null,
  amountFen: rule.amountFen,
  coolDownDays: rule.coolDownDays,
  personMonthCap: rule.personMonthCap,
  monthCap: rule.monthCap,
});
