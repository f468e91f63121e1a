import { Text, View } from "@tarojs/components";
import { useState } from "react";
import { Badge } from "../../components/Badge";
import { Sheet } from "../../components/Sheet";
import { Tap } from "../../components/Tap";
import type { RuleChoices } from "../../lib/wire";

interface Props {
  badges: RuleChoices["badges"];
  value: string | null;
  onChange: (code: string | null) => void;
  fault: string | undefined;
}

/** A badge, chosen by how it looks; or none. */
export function BadgeField({ badges, value, onChange, fault }: Props) {
  const [isOpen, setOpen] = useState(false);
  const chosen = badges.find(({ code }) => code === value);
  const pick = (code: string | null) => {
    setOpen(false);
    onChange(code);
  };
  return (
    <View className={`field${fault ? " field--fault" : ""}`}>
      <Text className="field__label">勋章</Text>
      <Tap
        className="field__input field__input--choice"
        label={`勋章：${chosen?.name ?? "不给勋章"}`}
        onTap={() => setOpen(true)}
      >
        <View className="rule__badge">
          {chosen && <Badge kind="badge" design={chosen.design} rank={chosen.level} name={chosen.name} size={32} />}
          <Text className="rule__chosen">{chosen?.name ?? "不给勋章"}</Text>
        </View>
        <View className="chevron" />
      </Tap>
      {fault && <Text className="field__help">{fault}</Text>}
      {isOpen && (
        <Sheet title="选一枚勋章" onClose={() => setOpen(false)}>
          <View className="rule__badges">
            {badges.map(({ code, name, level, design }) => (
              <Tap
                key={code}
                className={`rule__medal${code === value ? " rule__medal--on" : ""}`}
                label={name}
                isPressed={code === value}
                onTap={() => pick(code)}
              >
                <Badge kind="badge" design={design} rank={level} name={name} size={48} />
                <Text className="rule__medal-name">{name}</Text>
              </Tap>
            ))}
            <Tap
              className={`rule__medal${value === null ? " rule__medal--on" : ""}`}
              isPressed={value === null}
              onTap={() => pick(null)}
            >
              <Text className="rule__medal-name">不给勋章</Text>
            </Tap>
          </View>
        </Sheet>
      )}
    </View>
  );
}
