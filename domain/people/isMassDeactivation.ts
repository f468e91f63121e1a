/** More than 5 % of the people, and at least 3: rather a fault of the directory or its rights than people leaving. */
export const isMassDeactivation = (leaving: number, total: number): boolean => leaving >= 3 && leaving * 20 > total;
