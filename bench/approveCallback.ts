import { randomBytes } from "node:crypto";
import { encrypt, getSignature } from "@wecom/crypto";
import { Bot } from "../bot/Bot";
import type { Engine } from "../entities/database";
import { bareStatements } from "./bareCallback";
import { benchApp } from "./benchApp";
import { type BenchDatabase, createBenchDatabase } from "./benchDatabase";
import { hammer, type Shot } from "./hammer";
import { keys } from "./keys";
import { median, percent, report } from "./report";
import { type Seeded, seedPeople } from "./seedPeople";
import { type ServerKind, startServer } from "./startServer";

const atOnce = 32;
const perRound = 1000;
const rounds = 3;

/** A manager presses 批准: verify, decrypt, one transaction, answer; 32 at once. */
export async function approveCallback() {
  for (const engine of ["mariadb", "sqlite"] as const) await onEngine(engine);
}

async function onEngine(engine: Engine) {
  const bench = await createBenchDatabase(engine);
  if (!bench) return;
  try {
    const now = new Date();
    const seeded = await seedPeople(bench.db, {
      people: perRound * (rounds + 1) * 2,
      goalsEach: 1,
      status: "submitted",
      now,
    });
    const statements = await countStatements(bench, seeded);
    report(`approve on ${engine}: statements`, `${statements} (bare ${bareStatements(engine)})`, {
      text: "no more than the bare handler's",
      holds: statements <= bareStatements(engine),
    });
    await compare(engine, bench.url, seeded);
  } finally {
    await bench.remove();
  }
}

async function compare(engine: Engine, url: string, seeded: Seeded) {
  let taken = 1;
  const fire = async (kind: ServerKind, count: number) => {
    const server = await startServer(kind, url);
    const shots = seeded.goals.slice(taken, taken + count).map((goal) => shotOf(server.url, goal));
    taken += count;
    try {
      return await hammer(shots, atOnce);
    } finally {
      await server.stop();
    }
  };
  const ratios: number[] = [];
  const slowest: number[] = [];
  for (let round = 0; round < rounds; round++) {
    const product = await fire("product", perRound);
    const bare = await fire("bareCallback", perRound);
    ratios.push(product.perSecond / bare.perSecond);
    slowest.push(product.p99);
    report(
      `approve on ${engine}, round ${round + 1}: product / bare`,
      `${product.perSecond.toFixed(0)} / ${bare.perSecond.toFixed(0)} per s; p99 ${product.p99.toFixed(0)} / ${bare.p99.toFixed(0)} ms`,
    );
  }
  report(`approve on ${engine}: throughput of the bare handler's`, percent(median(ratios)), {
    text: ">= 50 %",
    holds: median(ratios) >= 0.5,
  });
  report(`approve on ${engine}: p99`, `${median(slowest).toFixed(0)} ms`, {
    text: "< 250 ms",
    holds: median(slowest) < 250,
  });
}

async function countStatements({ db, statements }: BenchDatabase, { goals }: Seeded): Promise<number> {
  const app = benchApp(db, { now: () => new Date() });
  const [goal] = goals;
  statements.count = 0;
  await new Bot(app).receive({
    channel: "wecom",
    userId: goal!.managerUserId,
    key: "count",
    at: new Date(),
    button: { key: `goal.approve:${goal!.id}`, responseCode: "count", choices: {} },
  });
  return statements.count;
}

/** The press as WeCom sends it. */
function shotOf(server: string, goal: { id: string; managerUserId: string }): Shot {
  const seconds = String(Math.floor(Date.now() / 1000));
  const plain = `<xml><ToUserName><![CDATA[${keys.receiveId}]]></ToUserName><FromUserName><![CDATA[${goal.managerUserId}]]></FromUserName><MsgType><![CDATA[event]]></MsgType><Event><![CDATA[template_card_event]]></Event><CreateTime>${seconds}</CreateTime><AgentID>1000002</AgentID><EventKey><![CDATA[goal.approve:${goal.id}]]></EventKey><TaskId><![CDATA[${goal.id}]]></TaskId><CardType><![CDATA[button_interaction]]></CardType><ResponseCode><![CDATA[${randomBytes(16).toString("hex")}]]></ResponseCode></xml>`;
  const nonce = randomBytes(8).toString("hex");
  const ciphertext = encrypt(keys.encodingAesKey, plain, keys.receiveId);
  const signature = getSignature(keys.token, seconds, nonce, ciphertext);
  return {
    url: `${server}/wecom/callback?msg_signature=${signature}&timestamp=${seconds}&nonce=${nonce}`,
    method: "POST",
    headers: { "content-type": "text/xml" },
    body: `<xml><ToUserName><![CDATA[${keys.receiveId}]]></ToUserName><AgentID><![CDATA[1000002]]></AgentID><Encrypt><![CDATA[${ciphertext}]]></Encrypt></xml>`,
  };
}
