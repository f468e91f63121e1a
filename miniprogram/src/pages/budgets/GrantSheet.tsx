import { Text, View } from "@tarojs/components";
import { useRef, useState } from "react";
import { Button } from "../../components/Button";
import { Choices } from "../../components/Choices";
import { NumberPad } from "../../components/NumberPad";
import { Row } from "../../components/Row";
import { Sheet } from "../../components/Sheet";
import { api } from "../../lib/api";
import { type Entry, emptyEntry, entryDecimal } from "../../lib/numberEntry";
import { newKey } from "../../lib/request";
import { tell, useAction } from "../../lib/useAction";
import type { Budgets } from "../../lib/wire";
import { budgetText, fenOf } from "../../lib/yuan";
import { monthText } from "./month";

interface Props {
  month: string;
  departments: Budgets["departments"];
  onClose: () => void;
  onDone: () => void;
}

/** Adds to a department's budget of a month, or takes back of it what is not promised. */
export function GrantSheet({ month, departments, onClose, onDone }: Props) {
  const [departmentId, setDepartmentId] = useState<string | null>(null);
  const [entry, setEntry] = useState(emptyEntry);
  // The same press sent again adds once; a changed one is another.
  const key = useRef(newKey());
  const department = departments.find(({ id }) => id === departmentId);
  const pick = (id: string | null) => {
    key.current = newKey();
    setDepartmentId(id);
  };
  const change = (next: Entry) => {
    key.current = newKey();
    setEntry(next);
  };
  const fen = fenOf(entryDecimal(entry));
  const grant = useAction(async () => {
    if (departmentId === null || !fen) return;
    const budget = await api.grantBudget({ departmentId, month, amountFen: fen }, key.current);
    tell(`${budget.department.name}还剩 ${budgetText(budget.leftFen)}`);
    onClose();
    onDone();
  });
  const isBack = (fen ?? 0) < 0;
  return (
    <Sheet title={`拨 ${monthText(month)}预算`} onClose={onClose}>
      {department ? (
        <Row title={department.name} value="换一个" onTap={() => pick(null)} />
      ) : (
        <Choices
          kind="pairs"
          label="给哪个部门"
          options={departments.map(({ id, name }) => ({ value: id, text: name }))}
          value={departmentId}
          onChange={pick}
        />
      )}
      {department && (
        <>
          <NumberPad entry={entry} onChange={change} unit="元" decimals={2} />
          <Text className="grant__help">{isBack ? "负数是收回，只能收回还没有占用的。" : "加在已有的预算上。"}</Text>
        </>
      )}
      <View className="buttons">
        <Button
          text={fen ? `${isBack ? "收回" : "拨入"} ${budgetText(Math.abs(fen))}` : "拨入"}
          onTap={() => void grant.run()}
          isBusy={grant.isBusy}
          isDisabled={departmentId === null || !fen}
        />
      </View>
    </Sheet>
  );
}
