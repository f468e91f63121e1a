import { phoneList } from "./phoneList";
import { median, report } from "./report";
import { onPhoneStage, openPhone, type PhoneStage } from "./slowPhone";

const rounds = 5;
/** A slow mobile net. */
const net = { offline: false, latency: 150, downloadThroughput: 1_600_000 / 8, uploadThroughput: 750_000 / 8 };

/** What a slow phone makes of the pages: the first view, and the longest list. */
export async function phone(): Promise<void> {
  await onPhoneStage(firstViews);
  await phoneList();
}

/** The first view of 今日 on a slow phone: until its number is there, what was loaded for it, what was asked. */
async function firstViews(stage: PhoneStage): Promise<void> {
  const views: Awaited<ReturnType<typeof firstView>>[] = [];
  for (let round = 0; round < rounds; round++) views.push(await firstView(stage));
  const milliseconds = median(views.map((view) => view.milliseconds));
  const kilobytes = median(views.map((view) => view.scriptBytes)) / 1024;
  const calls = Math.max(...views.map((view) => view.calls));
  report("first view of 今日, CPU ÷ 4, 1.6 Mbit/s, 150 ms", `${milliseconds.toFixed(0)} ms`, {
    text: "< 2,500 ms",
    holds: milliseconds < 2500,
  });
  report("JavaScript before it, compressed", `${kilobytes.toFixed(0)} KB`, {
    text: "< 250 KB",
    holds: kilobytes < 250,
  });
  report("its calls of the API", `${calls}`, { text: "1", holds: calls === 1 });
}

async function firstView(stage: PhoneStage) {
  const { page, devtools, slow, close } = await openPhone(stage, "zhangsan");
  await devtools.send("Network.enable");
  await devtools.send("Network.emulateNetworkConditions", net);
  await slow();
  const scripts = new Set<string>();
  let scriptBytes = 0;
  let calls = 0;
  devtools.on("Network.responseReceived", ({ requestId, type, response }) => {
    if (type === "Script") scripts.add(requestId);
    if (new URL(response.url).pathname.startsWith("/api/")) calls++;
  });
  devtools.on("Network.loadingFinished", ({ requestId, encodedDataLength }) => {
    if (scripts.has(requestId)) scriptBytes += encodedDataLength;
  });
  const started = performance.now();
  await page.goto(`${stage.origin}/h5/#/pages/today/index`, { waitUntil: "commit" });
  await page.locator(".hero__number").waitFor({ timeout: 60_000 });
  const milliseconds = performance.now() - started;
  await close();
  return { milliseconds, scriptBytes, calls };
}
