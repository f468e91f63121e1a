import { ApiError } from "../ApiError";

export type Fields = Record<string, unknown>;

export const isFields = (value: unknown): value is Fields =>
  typeof value === "object" && value !== null && !Array.isArray(value);
export const fieldsOf = (value: unknown): Fields => (isFields(value) ? value : {});
export const listOf = (value: unknown): Fields[] => (Array.isArray(value) ? value.map(fieldsOf) : []);
export const textOf = (value: unknown): string => (typeof value === "string" ? value : "");
export const isPageUrl = (value: unknown): boolean => /^https?:\/\//.test(textOf(value));
export const bytesOf = (value: unknown): number => Buffer.byteLength(textOf(value));

/** Refuses with a code of doc 90313 unless something holds. */
export function demand(holds: boolean, errcode: number, what: string): void {
  if (!holds) throw new ApiError(errcode, what);
}

/** Ids joined by `|`, or listed; the official samples have blanks around them. */
export const idsOf = (value: unknown): string[] =>
  (Array.isArray(value) ? value.map(String) : String(value ?? "").split("|"))
    .map((id) => id.trim())
    .filter((id) => id !== "");
