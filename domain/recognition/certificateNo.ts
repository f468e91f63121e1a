import { randomInt } from "node:crypto";

/** Without I, L, O and U: nothing to mistake when it is typed from paper. */
const letters = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const length = 12;

/** 60 random bits: nobody finds a certificate that was not shown to them. */
export const newCertificateNo = (): string => Array.from({ length }, () => letters[randomInt(32)]).join("");

/** As typed or scanned: small letters, blanks and dashes are forgiven, and what looks alike is read as what it is. */
export function readCertificateNo(text: string): string | undefined {
  const no = text.toUpperCase().replace(/[\s-]/g, "").replace(/[IL]/g, "1").replace(/O/g, "0");
  return new RegExp(`^[${letters}]{${length}}$`).test(no) ? no : undefined;
}
