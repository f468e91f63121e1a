/** The provider's statement cannot be had, or is not what it says it is. */
export class StatementUnread extends Error {
  constructor(readonly reason: string) {
    super(`statement unread: ${reason}`);
  }
}
