import { Text, View } from "@tarojs/components";
import { useState } from "react";
import { Badge as Drawn } from "../../components/Badge";
import { Button } from "../../components/Button";
import { Card } from "../../components/Card";
import { Choices } from "../../components/Choices";
import { Field } from "../../components/Field";
import { Page } from "../../components/Page";
import { api } from "../../lib/api";
import { drawnOf, levelText } from "../../lib/badgeText";
import { goBack } from "../../lib/open";
import { tell, useAction } from "../../lib/useAction";
import { useKey } from "../../lib/useKey";
import type { Badge } from "../../lib/wire";
import { ArchiveButton } from "./ArchiveButton";
import { type BadgeDraft, bodyOf, draftOf, usualDesign } from "./badgeDraft";
import { DesignCard } from "./DesignCard";

const longestName = 12;
const longestDescription = 60;
const levels = [1, 2, 3].map((value) => ({ value, text: levelText(value) }));

/** Names and draws a badge; the drawing stays in sight while its parts are chosen. */
export function BadgeForm({ badge }: { badge: Badge | undefined }) {
  const [draft, setDraft] = useState<BadgeDraft>(() => draftOf(badge));
  const change = (next: Partial<BadgeDraft>) => setDraft({ ...draft, ...next });
  const { name, description, level, design } = draft;
  const body = bodyOf(draft);
  const key = useKey(JSON.stringify(draft));
  const save = useAction(async () => {
    if (badge) await api.editBadge(badge.code, changeOf(draft));
    else if (body) await api.createBadge(body, key);
    tell(badge ? "已保存" : "已添加，现在就可以授予");
    goBack();
  });
  const isReady = name.trim() !== "" && description.trim() !== "";
  return (
    <Page
      title={badge ? "改勋章" : "加一枚勋章"}
      isLeaf
      footer={<Button text="保存" onTap={() => void save.run()} isBusy={save.isBusy} isDisabled={!isReady} />}
    >
      <View className="badge-preview">
        <Drawn {...drawnOf(draft)} size={88} />
        <View className="badge-preview__words">
          <Text className="badge-preview__name">{name.trim() || "勋章名称"}</Text>
          <Text className="badge-preview__about">{description.trim() || "什么时候授予"}</Text>
        </View>
      </View>
      <Card>
        <Field
          label="名称"
          value={name}
          onChange={(next) => change({ name: next })}
          placeholder="例如：服务之星"
          help={`${[...name].length}/${longestName} 字`}
          most={longestName}
        />
        <Field
          label="什么时候授予"
          value={description}
          onChange={(next) => change({ description: next })}
          placeholder="例如：当月客户满意度最高"
          help={`${[...description].length}/${longestDescription} 字，全公司都会看到`}
          isLong
          most={longestDescription}
        />
        <Choices
          kind="few"
          label="等级（数字越大越难得）"
          options={levels}
          value={level}
          onChange={(next) => change({ level: next })}
        />
      </Card>
      <DesignCard level={level} design={design ?? usualDesign} onChange={(next) => change({ design: next })} />
      {badge && <ArchiveButton badge={badge} />}
    </Page>
  );
}

/** A badge that was never drawn anew keeps the drawing it has. */
const changeOf = ({ name, description, level, design }: BadgeDraft) => ({
  name: name.trim(),
  description: description.trim(),
  level,
  ...(design && { design }),
});
