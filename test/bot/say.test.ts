import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { templateNames } from "../../bot/composeNotice";
import { stateName, words, wordsFor } from "../../bot/say";
import { goalPolicy } from "../../domain/goals/goalPolicy";
import { movesFrom, transitions } from "../../domain/goals/transitions";
import { objectiveStatuses } from "../../entities";
import { operatorWords } from "../../server/admin/words";

const root = resolve(__dirname, "../..");
const sources = ["domain", "bot", "server", "jobs"].flatMap((folder) =>
  readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".ts"))
    .map((name) => ({ file: join(folder, name), text: readFileSync(join(root, folder, name), "utf8") })),
);

/** Every group a pattern catches in the sources, once, with a file it stands in. */
function caught(pattern: RegExp, within = /./): [string, string][] {
  const found = sources
    .filter(({ file }) => within.test(file))
    .flatMap(({ file, text }) => [...text.matchAll(pattern)].map((match): [string, string] => [match[1] ?? "", file]));
  return [...new Map(found)].sort();
}

const refusals = [
  ...caught(/new (?:Conflict|Invalid|Forbidden|NotFound|TooLarge|TooMany|Unavailable|Unauthenticated)\(\s*"([^"]+)"/g),
  // What `authorize` makes of a policy.
  ...Object.keys(goalPolicy)
    .filter((ability) => ability !== "read")
    .map((ability): [string, string] => [`goal.${ability}Forbidden`, "domain/authorize.ts"]),
  // Faults that are found first and thrown by whoever found them.
  ...caught(/\badd\("([^"]+)"/g, /checkGoal/),
  ...caught(/return "([^"]+)"/g, /checkGoal/),
  ...caught(/kind: "refused", code: "([^"]+)"/g),
  ...caught(/reason: "(notANumber|tooManyDecimals|tooLarge)"/g).map(([reason, file]): [string, string] => [
    `amount.${reason}`,
    file,
  ]),
];
const operatorOnly = /^(installation|metric|calendar)\.|^person\.(sameLinked|notBound|userIdTaken)$/;

describe("Words", () => {
  it("finds the refusals it is about", () => {
    const codes = refusals.map(([code]) => code);
    for (const code of [
      "goal.cannotMove",
      "checkIn.imported",
      "goal.weightsDoNotSum",
      "keyResult.binaryTarget",
      "keyResult.dueOutsideCycle",
      "identity.wrongCode",
      "amount.tooLarge",
    ])
      expect(codes).toContain(code);
    expect(new Set(codes).size).toBeGreaterThan(50);
  });

  it.each(refusals)("has Chinese for %s of %s", (code) => {
    expect(Object.keys(operatorOnly.test(code) ? operatorWords : words)).toContain(code);
  });

  it.each(caught(/\b(?:say|wordsFor)\("([^"]+)"/g, /^(domain|bot|jobs|server\/(?!admin))/))(
    "has Chinese for %s, which %s says",
    (code) => {
      expect(Object.keys(words)).toContain(code);
    },
  );

  it.each(caught(/\btemplate: "([^"]+)"/g, /^(domain|jobs|bot)/))("composes the notice %s that %s owes", (template) => {
    expect([...templateNames, "cardUpdated"]).toContain(template);
  });

  it("keeps no composer for what nobody owes", () => {
    const owed = new Set(caught(/["'](\w+)["']/g, /^(domain|jobs|bot\/(?!composeNotice))/).map(([name]) => name));
    for (const template of templateNames) expect([...owed]).toContain(template);
  });

  /** Every word as it would be said; a detail that is text stands as 甲. */
  const said = Object.keys(words).map((code): [string, string] => [
    code,
    wordsFor(code, {
      ...Object.fromEntries(
        [
          "title",
          "name",
          "names",
          "text",
          "prompt",
          "advice",
          "code",
          "list",
          "day",
          "what",
          "now",
          "unit",
          "given",
          "time",
          "month",
        ].map((key) => [key, "甲"]),
      ),
      least: 2,
      most: 5,
      mostFen: 500,
      leftFen: 880,
      minFen: 100,
      leastFen: 100,
      amountFen: 880,
      days: 30,
      first: "2026-05-01",
      last: "2026-05-03",
      maxFen: 20_000,
      needed: 2,
      count: 6,
      minutes: 10,
      letters: 10,
      sum: 99,
      state: "active",
      move: "approve",
      allowed: "cancel,close",
      from: "2026-05-01",
      until: "2026-05-31",
    }),
  ]);
  const terms = /GMV|KR|Idempotency-Key|8K2MQ7RT|JPG|PNG|WebP|GIF|HEIC|PDF|Excel|Word|PPT|CSV|xlsx|docx|pptx|MB/g;

  it.each(said)("says %s in Chinese only and forgets no detail", (_, text) => {
    expect(text.replace(terms, "")).not.toMatch(/[A-Za-z]/);
    expect(text).not.toMatch(/undefined|NaN|\[object/);
  });

  const asides = new Set([
    "help",
    "welcome",
    "draft.next",
    "draft.takenBack",
    "draft.cancelled",
    "goal.returnedByYou",
    "praise.given",
  ]);
  it.each(said.filter(([code]) => !asides.has(code)))("says with %s what to do next, or what comes next", (_, text) => {
    expect(text).toMatch(/请|发“|可以|联系|只有|需要|要(比|由|上级)|只能|换|再|会通知|也告诉|已发给|回到/);
  });

  it("names the state and where the move starts, which holds for everybody, and no move that is another's", () => {
    for (const state of objectiveStatuses)
      for (const [move, { from }] of Object.entries(transitions)) {
        const text = wordsFor("goal.cannotMove", { state, move, allowed: movesFrom(state).join(",") });
        expect(text).not.toMatch(/[A-Za-z]/);
        expect(text).toContain(`目标现在是“${stateName(state)}”，不能`);
        expect(text).toContain(`。只有${from.map(stateName).join("、")}的目标可以`);
        expect(text).not.toContain("现在可以");
      }
  });

  it("apologises plainly for a code without words", () => {
    expect(wordsFor("no.such")).toBe(words["system.failed"]);
    expect(wordsFor("constructor")).toBe(words["system.failed"]);
  });
});
