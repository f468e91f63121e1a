import { Text, View } from "@tarojs/components";
import { useState } from "react";
import { Field } from "../../components/Field";
import { Row } from "../../components/Row";
import { Sheet } from "../../components/Sheet";
import { Tap } from "../../components/Tap";

interface Option {
  value: string;
  text: string;
  meta?: string;
}

interface Props {
  label: string;
  options: readonly Option[];
  value: string | null;
  onChange: (value: string) => void;
  /** Said where there is nothing to choose from. */
  nothing?: string;
  help?: string;
  fault?: string;
}

/** More than these are looked for by a word. */
const atOnce = 10;

/** One of many, chosen in a sheet. */
export function PickField({ label, options, value, onChange, nothing = "没有可以选的。", help, fault }: Props) {
  const [isOpen, setOpen] = useState(false);
  const chosen = options.find((option) => option.value === value)?.text;
  return (
    <View className={`field${fault ? " field--fault" : ""}`}>
      <Text className="field__label">{label}</Text>
      <Tap
        className="field__input field__input--choice"
        label={`${label}：${chosen ?? "还没有选"}`}
        onTap={() => setOpen(true)}
      >
        <Text className={chosen === undefined ? "rule__unset" : "rule__chosen"}>{chosen ?? "请选择"}</Text>
        <View className="chevron" />
      </Tap>
      {(fault || help) && <Text className="field__help">{fault ?? help}</Text>}
      {isOpen && (
        <Sheet title={label} onClose={() => setOpen(false)}>
          {options.length === 0 && <Text className="sheet__text">{nothing}</Text>}
          <Options
            options={options}
            onPick={(picked) => {
              setOpen(false);
              onChange(picked);
            }}
          />
        </Sheet>
      )}
    </View>
  );
}

function Options({ options, onPick }: { options: readonly Option[]; onPick: (value: string) => void }) {
  const [word, setWord] = useState("");
  const found = options.filter(({ text }) => text.includes(word.trim()));
  return (
    <>
      {options.length > atOnce && <Field label="找一找" value={word} onChange={setWord} most={20} />}
      <View>
        {found.map(({ value, text, meta }) => (
          <Row key={value} title={text} value={meta} onTap={() => onPick(value)} />
        ))}
        {found.length === 0 && options.length > 0 && <Text className="sheet__text">没有叫这个的，换一个字试试。</Text>}
      </View>
    </>
  );
}
