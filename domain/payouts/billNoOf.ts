import { createHmac } from "node:crypto";
import type { Packet, PacketPart } from "../../entities";

const digits = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/**
 * The bill number of an attempt: 28 letters and digits that nobody can guess, and the same again after a restore. They
 * are keyed with the audit key over what the money is for: the rule's fact where a rule gives it, else the part. So a
 * database that has forgotten a payment asks for it under the number the provider knows, and nobody is paid twice.
 */
export function billNoOf(auditKey: string, packet: Packet, part: PacketPart, attempt: number): string {
  const what = packet.fact === null ? part.id : `${packet.fact}:${part.employeeId}`;
  return lettersOf(auditKey, `bill:${what}:${attempt}`, 28);
}

/** The signature's salt, the same at every repeat. */
export const nonceOf = (auditKey: string, billNo: string): string => lettersOf(auditKey, `nonce:${billNo}`, 32);

function lettersOf(key: string, text: string, length: number): string {
  const bytes = createHmac("sha256", key).update(text).digest();
  return Array.from({ length }, (_, index) => digits[bytes[index]! % 32]).join("");
}
