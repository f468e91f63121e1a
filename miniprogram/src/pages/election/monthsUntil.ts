/** The month of a day and the one before, to choose from. */
export function monthsUntil(day: string): { value: string; text: string }[] {
  const [year = 0, month = 1] = day.split("-").map(Number);
  const before = month === 1 ? [year - 1, 12] : [year, month - 1];
  return [[year, month], before].map(([y, m]) => ({ value: `${y}-${String(m).padStart(2, "0")}`, text: `${m} 月` }));
}
