import { describeEngine } from "../engines";
import { KillRounds } from "./KillRounds";

describeEngine("sqlite", "A server that is killed", (engine) => {
  it("keeps every fact it answered, delivers what it owes, and records nothing twice, killed at 50 points", async () => {
    const rounds = await KillRounds.open(engine);
    try {
      await rounds.play(20_260_511);
      await rounds.expectWhole();
    } finally {
      await rounds.close();
    }
  }, 240_000);
});
