/** Minute 1–12 after a slot, the same for a person for ever: messages are spread over it (domain.md §5). */
export function spreadMinuteOf(employeeId: string): number {
  let sum = 0;
  for (const letter of employeeId) sum = (sum * 31 + letter.charCodeAt(0)) % 1_000_003;
  return (sum % 12) + 1;
}
