const two = (number: number) => String(number).padStart(2, "0");

/** '2026-09-16', as this phone's calendar has it. */
export const dayOf = (date: Date) => `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
