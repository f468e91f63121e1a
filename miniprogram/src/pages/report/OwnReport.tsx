import { useState } from "react";
import { Button } from "../../components/Button";
import { Card } from "../../components/Card";
import type { NewReport } from "../../lib/outbox";
import type { Reportable, Reportables } from "../../lib/wire";
import { amountOf, type Draft, drafts, emptyDraft, newReport } from "./draft";
import { FigureInput } from "./FigureInput";
import { KeyResultHead } from "./KeyResultHead";
import { MoreInput } from "./MoreInput";

interface Props {
  me: Reportables["me"];
  keyResult: Reportable;
  others: readonly Reportable[];
  onChoose: (id: string) => void;
  send: (reports: NewReport[]) => boolean;
}

/** One's own figure: shown again as it was left, until it is sent. Mounted anew for each key result. */
export function OwnReport({ me, keyResult, others, onChoose, send }: Props) {
  const [draft, setDraft] = useState(() => drafts.read(keyResult));
  const change = (next: (before: Draft) => Draft) =>
    setDraft((before) => {
      const after = next(before);
      drafts.write(keyResult.id, after);
      return after;
    });
  const report = () => {
    const made = newReport(keyResult, draft, { by: me, forName: null });
    if (!made || !send([made])) return;
    drafts.drop(keyResult.id);
    setDraft(emptyDraft(keyResult));
  };
  return (
    <Card>
      <KeyResultHead keyResult={keyResult} others={others} onChoose={onChoose} />
      <FigureInput keyResult={keyResult} draft={draft} onChange={(next) => change(() => next)} />
      <Button text="报上去" isDisabled={amountOf(keyResult, draft) === null} onTap={report} />
      <MoreInput draft={draft} onChange={change} />
    </Card>
  );
}
