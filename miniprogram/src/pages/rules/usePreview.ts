import { useState } from "react";
import { api } from "../../lib/api";
import { useAction } from "../../lib/useAction";
import type { RuleBody, RulePreview } from "../../lib/wire";

interface Seen {
  of: string;
  result: RulePreview;
}

export interface Preview {
  result: RulePreview | undefined;
  /** The rule is another one than the one it was computed for. */
  isStale: boolean;
  isBusy: boolean;
  run(): void;
}

/** What was looked at last, so that who saves a rule need not wait a second time to start it. */
let last: Seen | undefined;

/** Called what it may be: a rule gives the same by any name. */
const keyOf = (body: RuleBody) => JSON.stringify({ ...body, name: "" });

/** What a rule would have given, asked for by one press; undefined while the rule is not whole. */
export function usePreview(body: RuleBody | undefined): Preview {
  const of = body && keyOf(body);
  const [seen, setSeen] = useState<Seen | undefined>(() => (last?.of === of ? last : undefined));
  const ask = useAction(async () => {
    if (!body || !of) return;
    const result = await api.previewRule({ ...body, name: body.name || "新规则" });
    last = { of, result };
    setSeen(last);
  });
  return {
    result: seen?.result,
    isStale: seen !== undefined && seen.of !== of,
    isBusy: ask.isBusy,
    run: () => void ask.run(),
  };
}
