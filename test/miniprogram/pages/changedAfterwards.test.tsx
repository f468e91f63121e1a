import { fireEvent, render, screen, waitFor } from "@testing-library/react";
import { PraiseSheet } from "../../../miniprogram/src/components/PraiseSheet";
import { OpenElection } from "../../../miniprogram/src/pages/election/OpenElection";
import { NewIdea } from "../../../miniprogram/src/pages/ideas/NewIdea";
import { askedFor, newPhone, Refusal, serve } from "./stubServer";

const nothing = () => undefined;
const usualDays = { nominateUntil: "2026-05-18", voteUntil: "2026-05-20" };

/** Sends the same twice, something else, and the first again. */
async function send(call: string, button: string, change: (index: number) => void) {
  for (const [times, index] of [0, 0, 1, 0].entries()) {
    change(index);
    fireEvent.click(screen.getByText(button));
    await waitFor(() => expect(askedFor(call)).toHaveLength(times + 1));
    await waitFor(() => expect(screen.getByText(button)).toBeTruthy());
  }
  const [first, again, changed, back] = askedFor(call).map(({ key }) => key);
  expect(first).toMatch(/./);
  expect([again, back]).toEqual([first, first]);
  expect(changed).not.toBe(first);
}

describe("What was changed after an answer got lost", () => {
  beforeEach(() => newPhone());
  const write = (placeholder: RegExp, words: readonly string[]) => (index: number) =>
    fireEvent.input(screen.getByPlaceholderText(placeholder), { target: { value: words[index] } });
  const lose = (call: string) => serve({ [call]: new Refusal(500, "internal", "没有答复") });

  it("is another praise, and the same is the same", async () => {
    lose("POST /recognitions");
    render(<PraiseSheet person={{ id: "e1", name: "王芳" } as never} onClose={nothing} />);
    await send("POST /recognitions", "发出表扬", write(/例如/, ["又快又准", "帮了大忙"]));
  });

  it("is another idea, and the same is the same", async () => {
    lose("POST /ideas");
    render(<NewIdea onClose={nothing} onDone={nothing} />);
    await send("POST /ideas", "交上去", write(/例如/, ["把赠品换成试用装", "把纸箱换成快递袋"]));
  });

  it("is another election, and the same is the same", async () => {
    lose("POST /elections");
    render(<OpenElection departments={[]} usualDays={usualDays} onClose={nothing} onDone={nothing} />);
    await send("POST /elections", "发起", (index) => fireEvent.click(screen.getByText(["1 人", "2 人"][index]!)));
  });
});
