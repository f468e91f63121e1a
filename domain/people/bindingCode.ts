import { createHash, randomInt } from "node:crypto";

/** Digits and letters that are not mistaken for each other: no 0 O, 1 I L. */
const alphabet = "23456789ABCDEFGHJKMNPQRSTUVWXYZ";
const length = 8;

/** A one-time code as people read and type it; 31⁸ possibilities. */
export const makeBindingCode = (): string =>
  Array.from({ length }, () => alphabet[randomInt(alphabet.length)]).join("");

/** sha256 of the code, however it was typed: case and spaces do not matter. */
export const hashBindingCode = (code: string): string =>
  createHash("sha256").update(code.replace(/[\s-]/g, "").toUpperCase()).digest("hex");
