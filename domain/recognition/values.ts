import type { EntityManager } from "typeorm";
import { authorize } from "../authorize";
import type { Context } from "../context";
import { Invalid } from "../errors";
import { plainLine } from "../plainLine";
import { record } from "../record";
import { readSetting } from "../settings/readSetting";
import { writeSetting } from "../settings/writeSetting";
import { recognitionPolicy } from "./recognitionPolicy";

/** What a recognition can stand for until HR writes the company's own. */
export const usualValues: readonly string[] = ["客户第一", "团队协作", "拥抱变化", "诚信", "激情", "敬业"];
const mostValues = 12;
const longestValue = 10;

export async function findValues(db: EntityManager): Promise<readonly string[]> {
  return (await readSetting(db, "recognition.values"))?.values ?? usualValues;
}

/** HR writes the company's values. What was given keeps the words it was given with. */
export async function changeValues(ctx: Context, values: readonly string[]): Promise<readonly string[]> {
  authorize(recognitionPolicy, "editValues", ctx.actor, null, "recognition");
  const lines = values.map(plainLine);
  const isFine = lines.every((line) => line !== "" && line.length <= longestValue);
  if (lines.length === 0 || lines.length > mostValues || !isFine || new Set(lines).size !== lines.length)
    throw new Invalid("recognition.values", { most: mostValues, letters: longestValue });
  await writeSetting(ctx, "recognition.values", { values: lines });
  await record(ctx, "recognition.valuesChanged", "recognition", { count: lines.length });
  return lines;
}

/** The value a recognition is to stand for, as the company calls it; null for none. @throws Invalid */
export async function readValue(db: EntityManager, value: string | null | undefined): Promise<string | null> {
  if (value === undefined || value === null || value === "") return null;
  const values = await findValues(db);
  if (!values.includes(value)) throw new Invalid("recognition.unknownValue", { name: value, list: values.join("、") });
  return value;
}
