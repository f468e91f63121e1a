import { readShared } from "../../shared";

export interface Vector {
  kind: string;
  source: string;
  input: Record<string, string>;
  expected: Record<string, unknown> & { error?: boolean };
  note?: string;
}

/** The protocol's test vectors of these kinds, from implementations other than ours. */
export const vectorsOf = (...kinds: string[]): Vector[] =>
  allVectors().filter(({ kind }) =>
    kinds.some((one) => kind === one || (one.endsWith("*") && kind.startsWith(one.slice(0, -1)))),
  );

export const allVectors = (): Vector[] => JSON.parse(readShared("wecom-vectors.json"));
