import { type CallbackAnswer, post, pressXml, seal, textXml } from "./callbacks";

/** One thing a person does in chat, posted until it is answered, as WeCom asks again. */
interface Errand {
  plain: string;
  answer?: CallbackAnswer;
  /** The person's next line, once this one is answered. */
  next?: () => void;
  isPosting: boolean;
}

/** What people do in chat, and what they were answered: the outside of the product, kept where no kill reaches it. */
export class Errands {
  readonly all: Errand[] = [];
  private count = 0;
  /** Told of each answer. */
  onAnswer: () => void = () => undefined;

  say(userId: string, text: string, at: Date, next?: () => void) {
    // Two copies of one line have one id, two lines never.
    this.all.push({ plain: textXml({ userId, id: `${++this.count}`, at, text }), isPosting: false, next });
  }

  press(userId: string, key: string, at: Date) {
    this.all.push({ plain: pressXml({ userId, key, at, code: `code${++this.count}` }), isPosting: false });
  }

  get answered(): Errand[] {
    return this.all.filter(({ answer }) => answer !== undefined);
  }

  get open(): Errand[] {
    return this.all.filter(({ answer }) => answer === undefined);
  }

  /** Posts everything that is not answered; ends when all of it was answered or could not be. */
  async run(url: string, now: Date): Promise<void> {
    const waiting = () => this.open.filter(({ isPosting }) => !isPosting);
    for (let batch = waiting(); batch.length > 0; batch = waiting()) {
      const before = this.answered.length;
      await Promise.all(batch.map((errand) => this.once(errand, url, now)));
      if (this.answered.length === before) return;
    }
  }

  private async once(errand: Errand, url: string, now: Date) {
    errand.isPosting = true;
    const answer = await post(url, seal(errand.plain, now));
    errand.isPosting = false;
    if (answer?.status !== 200) return;
    errand.answer = answer;
    this.onAnswer();
    errand.next?.();
  }
}
