/** What a person says first is done first; people do not wait for each other. The work handed in never throws. */
export class TalkQueue {
  private readonly last = new Map<string, Promise<void>>();

  add(talker: string, work: () => Promise<void>): void {
    const turn = (this.last.get(talker) ?? Promise.resolve()).then(work).finally(() => {
      if (this.last.get(talker) === turn) this.last.delete(talker);
    });
    this.last.set(talker, turn);
  }

  /** Settles when everything handed in so far is done. */
  async idle(): Promise<void> {
    await Promise.all(this.last.values());
  }
}
