import type { Treatment } from "../Treatment";

/**
 * err_code of sendworkwxredpack: docs 90275 and 90278, the v2 pages of cash packets (pay.weixin.qq.com v2 4011941282)
 * and wecom.md §7.1. "New codes may be added; a new one is no reason to change the number": what is not listed is
 * unknown.
 */
const treatments: Record<string, Treatment> = {
  SYSTEMERROR: "unknown", // may have been executed; also the answer to a wrong workwx_sign
  PROCESSING: "unknown", // under way; ask in some 20 minutes
  FATAL_ERROR: "unknown", // the number was used before with other parameters: what became of that has to be asked
  NOT_FOUND: "unknown", // has no meaning when sending
  SEND_FAILED: "failed", // "packet failed, change the number"
  NOTENOUGH: "stopped", // merchant's balance
  FREQ_LIMIT: "minute", // calls of the merchant
  SECOND_OVER_LIMITED: "minute", // packets of the merchant a minute
  TIME_LIMITED: "minute",
  DAY_OVER_LIMITED: "day", // packets of the merchant a day
  SENDAMOUNT_LIMIT: "day", // money of the merchant a day
  SENDNUM_LIMIT: "day", // packets to one person a day
  RCVDAMOUNT_LIMIT: "day", // money to one person a day
  MONEY_LIMIT: "stopped", // one packet below or above what the merchant set: it is the same tomorrow
  AMOUNT_LIMIT: "stopped",
  NO_AUTH: "stopped", // held back as a risk, or the person's account is not in order
  NOAUTH: "stopped",
  NO_COMPETENCE: "stopped", // merchant may not use the API
  API_METHOD_CLOSED: "stopped",
  V2_ACCOUNT_SIMPLE_BAN: "stopped", // the person has given WeChat no name
  SIGN_ERROR: "stopped",
  WORKWX_SIGN_ERROR: "stopped",
  WORKWX_MCHID_ERROR: "stopped", // merchant is not bound to the company
  CA_ERROR: "stopped", // certificate missing, expired or of another merchant
  XML_ERROR: "stopped",
  PARAM_ERROR: "stopped",
  PARAM_IS_NULL: "stopped",
  ILLEGAL_APPID: "stopped",
  APPID_MCHID_NOT_MATCH: "stopped",
  OPENID_ERROR: "stopped",
  MSGAPPID_ERROR: "stopped",
  ACCEPTMODE_ERROR: "stopped",
  HTTP_METHOD_ERROR: "stopped",
};

export const redPacketTreatment = (code: string): Treatment =>
  Object.hasOwn(treatments, code) ? treatments[code]! : "unknown";
