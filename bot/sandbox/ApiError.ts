/** A refusal with WeCom's code (doc 90313; wecom.md §1.2). */
export class ApiError extends Error {
  constructor(
    readonly errcode: number,
    message: string,
  ) {
    super(message);
  }
}
