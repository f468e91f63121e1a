import { View } from "@tarojs/components";
import { useState } from "react";
import { Avatar } from "../../components/Avatar";
import { Button } from "../../components/Button";
import { Card } from "../../components/Card";
import { Choices } from "../../components/Choices";
import { Row } from "../../components/Row";
import { Sheet } from "../../components/Sheet";
import { amountText } from "../../lib/format";
import type { NewReport } from "../../lib/outbox";
import type { Reportable, Reportables } from "../../lib/wire";
import { amountOf, type Draft, drafts, newReport } from "./draft";
import { FigureInput } from "./FigureInput";
import { MoreInput } from "./MoreInput";

interface Props {
  me: Reportables["me"];
  crew: Reportables["crew"];
  send: (reports: NewReport[]) => boolean;
}

/** A team leader reports for those who cannot: one figure each, sent together. */
export function CrewReport({ me, crew, send }: Props) {
  const [written, setWritten] = useState<Record<string, Draft>>(() =>
    Object.fromEntries(crew.flatMap(({ keyResults }) => keyResults.map((one) => [one.id, drafts.read(one)]))),
  );
  const [openId, setOpenId] = useState<string>();
  const [chosen, setChosen] = useState<Record<string, string>>({});
  const draftOf = (keyResult: Reportable) => written[keyResult.id] ?? drafts.read(keyResult);
  const change = (keyResult: Reportable, next: (before: Draft) => Draft) => {
    const draft = next(draftOf(keyResult));
    drafts.write(keyResult.id, draft);
    setWritten((before) => ({ ...before, [keyResult.id]: draft }));
  };
  const ready = crew.flatMap(({ person, keyResults }) =>
    keyResults.flatMap((one) => newReport(one, draftOf(one), { by: me, forName: person.name }) ?? []),
  );
  const people = new Set(ready.map(({ forName }) => forName)).size;
  const sendAll = () => {
    if (!send(ready)) return;
    for (const { keyResultId } of ready) drafts.drop(keyResultId);
    setWritten({});
  };
  const open = crew.find(({ person }) => person.id === openId);
  const current = open?.keyResults.find(({ id }) => id === chosen[open.person.id]) ?? open?.keyResults[0];
  return (
    <>
      <Card title="替谁报">
        {crew.map(({ person, keyResults }) => (
          <Row
            key={person.id}
            icon={<Avatar name={person.name} />}
            title={person.name}
            meta={keyResults.map(({ title }) => title).join("、") || "没有能报的目标"}
            value={keyResults.flatMap((one) => figureText(one, draftOf(one)) ?? []).join("、") || undefined}
            onTap={keyResults.length > 0 ? () => setOpenId(person.id) : undefined}
          />
        ))}
      </Card>
      <Button
        text={people > 0 ? `替 ${people} 人报` : "点一个人，填上数字"}
        isDisabled={people === 0}
        onTap={sendAll}
      />
      {open && current && (
        <Sheet title={`代报 · ${open.person.name}`} onClose={() => setOpenId(undefined)}>
          {open.keyResults.length > 1 ? (
            <Choices
              options={open.keyResults.map(({ id, title }) => ({ value: id, text: title }))}
              value={current.id}
              onChange={(id) => setChosen((before) => ({ ...before, [open.person.id]: id }))}
            />
          ) : (
            <View className="row__meta">{current.title}</View>
          )}
          <FigureInput
            keyResult={current}
            draft={draftOf(current)}
            onChange={(draft) => change(current, () => draft)}
          />
          <MoreInput key={current.id} draft={draftOf(current)} onChange={(next) => change(current, next)} />
          <View className="buttons">
            <Button text="好了" onTap={() => setOpenId(undefined)} />
          </View>
        </Sheet>
      )}
    </>
  );
}

function figureText(keyResult: Reportable, draft: Draft): string | undefined {
  const amount = amountOf(keyResult, draft);
  if (amount === null) return undefined;
  if (keyResult.kind === "binary") return amount === "1" ? "完成" : "未完成";
  return `${draft.operation === "add" ? "+" : ""}${amountText(amount, keyResult.unit)}`;
}
