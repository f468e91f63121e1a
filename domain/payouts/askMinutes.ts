/** Until it is asked after again, by tries since the last change. */
const minutes = [1, 2, 5, 10, 20, 30, 60, 120];

export const askMinutes = (tries: number): number => minutes[Math.min(tries, minutes.length - 1)]!;

export const inMinutes = (now: Date, count: number) => new Date(now.getTime() + count * 60_000);
