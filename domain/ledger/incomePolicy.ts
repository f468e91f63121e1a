import { keepsMoney } from "../packets/packetPolicy";

/** Everybody's income of a month is for those who keep the money; one's own is told elsewhere. */
export const incomePolicy = { export: keepsMoney };
