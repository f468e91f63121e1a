/** Expected refusals: a status and a stable code, no words. `bot/say.ts` and the HTTP middleware find the words. */
export abstract class DomainError extends Error {
  abstract readonly status: number;

  constructor(
    /** Stable: `goal.notSubmitted`. */
    readonly code: string,
    /** Figures and ids the words may quote. */
    readonly details: Readonly<Record<string, string | number>> = {},
  ) {
    super(code);
    this.name = new.target.name;
  }
}

/** What was sent cannot be understood or breaks a rule on its own. */
export class Invalid extends DomainError {
  readonly status = 422;
}

/** Nobody is signed in. */
export class Unauthenticated extends DomainError {
  readonly status = 401;
}

/** The person may read it but not do this. */
export class Forbidden extends DomainError {
  readonly status = 403;
}

/** There is no such thing, or none this person may read. */
export class NotFound extends DomainError {
  readonly status = 404;
}

/** The thing is in another state than the request assumes. */
export class Conflict extends DomainError {
  readonly status = 409;
}

export class TooLarge extends DomainError {
  readonly status = 413;
}

export class TooMany extends DomainError {
  readonly status = 429;
}

/** Something we depend on is away; the same request may work later. */
export class Unavailable extends DomainError {
  readonly status = 503;
}
