import { Text, View } from "@tarojs/components";
import { type ReactNode, useRef, useState } from "react";
import { Button } from "../../components/Button";
import { Card } from "../../components/Card";
import { Field } from "../../components/Field";
import { Page } from "../../components/Page";
import { Tap } from "../../components/Tap";
import { api } from "../../lib/api";
import { tell, useAction } from "../../lib/useAction";

interface Props {
  values: readonly string[];
  tabs: ReactNode;
}

interface Line {
  id: number;
  text: string;
}

const longest = 10;
const most = 12;

/** Writes the company's values: one a line. */
export function ValueForm({ values, tabs }: Props) {
  const nextId = useRef(0);
  const lineOf = (text: string): Line => ({ id: nextId.current++, text });
  const [lines, setLines] = useState<Line[]>(() => values.map(lineOf));
  const save = useAction(async () => {
    const saved = await api.changeValues(lines.map(({ text }) => text.trim()));
    setLines(saved.values.map(lineOf));
    tell("已保存，以后的表扬和授勋用这些");
  });
  const faults = lines.map((line) => faultOf(line, lines));
  const isReady = faults.every((fault) => fault === undefined) && lines.every(({ text }) => text.trim() !== "");
  return (
    <Page
      title="勋章与价值观"
      isLeaf
      footer={<Button text="保存" onTap={() => void save.run()} isBusy={save.isBusy} isDisabled={!isReady} />}
    >
      {tabs}
      <Text className="badges__note">表扬、授勋和发红包时可以选一条。改了以后，以前的认可仍写着当时的价值观。</Text>
      <Card>
        {lines.map(({ id, text }, index) => (
          <View key={id} className="value">
            <View className="value__field">
              <Field
                label={`第 ${index + 1} 条`}
                value={text}
                onChange={(next) => setLines(lines.map((one) => (one.id === id ? { id, text: next } : one)))}
                placeholder="例如：客户第一"
                fault={faults[index]}
                most={longest}
              />
            </View>
            <Tap
              className="value__remove"
              label={`删掉第 ${index + 1} 条${text ? `：${text}` : ""}`}
              isDisabled={lines.length === 1}
              onTap={() => setLines(lines.filter((one) => one.id !== id))}
            >
              <Text>删掉</Text>
            </Tap>
          </View>
        ))}
        {lines.length < most && (
          <View className="buttons">
            <Button kind="quiet" text="加一条" onTap={() => setLines([...lines, lineOf("")])} />
          </View>
        )}
      </Card>
    </Page>
  );
}

/** What is wrong with a line that has something in it. */
function faultOf({ id, text }: Line, lines: readonly Line[]): string | undefined {
  const twin = lines.findIndex((one) => one.id < id && one.text.trim() === text.trim());
  return text.trim() !== "" && twin >= 0 ? `和第 ${twin + 1} 条一样` : undefined;
}
