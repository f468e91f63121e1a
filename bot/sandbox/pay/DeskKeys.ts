import { generateKeyPairSync, type KeyObject } from "node:crypto";

/** What the stand-in and its merchant know of each other. */
export interface DeskKeys {
  mchId: string;
  apiKey: string;
  paySecret: string;
  v3Key: string;
  /** The merchant's own key, and the serial of its certificate. */
  merchant: { serial: string; key: KeyObject; publicKey: KeyObject };
  /** The provider's. */
  platform: { id: string; key: KeyObject; publicKey: KeyObject };
}

/** Fresh keys, made when they are first used, for that takes seconds. No secrets: the stand-in's money is none. */
export function createDeskKeys(): DeskKeys {
  const [merchant, platform] = [lazyPair(), lazyPair()];
  return {
    mchId: "1900000109",
    apiKey: "sandbox0pay0key0sandbox0pay0key0",
    paySecret: "sandbox-pay-secret",
    v3Key: "sandbox0v30key0sandbox0v30key000",
    get merchant() {
      return { serial: "5A0D0B0C", ...merchant() };
    },
    get platform() {
      return { id: "PUB_KEY_ID_0119000001092026", ...platform() };
    },
  };
}

function lazyPair(): () => { key: KeyObject; publicKey: KeyObject } {
  let made: { key: KeyObject; publicKey: KeyObject } | undefined;
  return () => {
    if (!made) {
      const { privateKey: key, publicKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
      made = { key, publicKey };
    }
    return made;
  };
}
