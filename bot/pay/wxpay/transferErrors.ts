import type { Treatment } from "../Treatment";

/**
 * Codes of v3 transfer-bills (pay.weixin.qq.com/doc/v3/merchant/4012716434 and 4012716437; common codes 4012068829).
 * "Where the status is not 200 do not change the number before a query says FAIL": so none of them is `failed`, and
 * what is not listed is unknown.
 */
const treatments: Record<string, Treatment> = {
  SYSTEM_ERROR: "unknown",
  ALREADY_EXISTS: "unknown", // the number was used before, perhaps with other parameters
  NOT_FOUND: "unknown", // has no meaning when sending
  FREQUENCY_LIMITED: "minute",
  FREQUENCY_LIMIT_EXCEED: "minute",
  RATELIMIT_EXCEEDED: "minute",
  QUOTA_EXCEED: "day",
  NOT_ENOUGH: "stopped",
  NO_AUTH: "stopped",
  PARAM_ERROR: "stopped",
  INVALID_REQUEST: "stopped", // also for the merchant's cap of the day: a person tells them apart
  APPID_MCHID_NOT_MATCH: "stopped",
  OPENID_MISMATCH: "stopped",
  ACCOUNT_ERROR: "stopped",
  ACCOUNTERROR: "stopped",
  SIGN_ERROR: "stopped",
  MCH_NOT_EXISTS: "stopped",
};

export const transferTreatment = (code: string): Treatment =>
  Object.hasOwn(treatments, code) ? treatments[code]! : "unknown";
