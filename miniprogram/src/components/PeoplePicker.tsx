import { Text, View } from "@tarojs/components";
import { useState } from "react";
import { api } from "../lib/api";
import { wordsOf } from "../lib/errors";
import { useSearch } from "../lib/useSearch";
import type { Colleague } from "../lib/wire";
import { Avatar } from "./Avatar";
import { Button } from "./Button";
import { Field } from "./Field";
import { Row } from "./Row";

interface Props {
  label: string;
  onPick: (person: Colleague) => void;
}

/** Where somebody works and as what. */
export const placeOf = ({ department, position }: Pick<Colleague, "department" | "position">) =>
  [department, position].filter((part) => part !== null && part !== "").join(" · ");

/** Finds one colleague by name. */
export function PeoplePicker({ label, onPick }: Props) {
  const [text, setText] = useState("");
  const search = useSearch(api.findPeople, text);
  const people = search.found?.people ?? [];
  return (
    <View>
      <Field label={label} value={text} onChange={setText} placeholder="输入名字" most={20} />
      <View className="picker">
        {people.map((person) => (
          <Row
            key={person.id}
            icon={<Avatar name={person.name} />}
            title={person.name}
            meta={placeOf(person)}
            onTap={() => onPick(person)}
          />
        ))}
        {search.error !== undefined && (
          <View className="picker__said">
            <Text className="picker__text">{wordsOf(search.error)}</Text>
            <Button kind="quiet" text="再试一次" onTap={search.retry} />
          </View>
        )}
        {people.length === 0 && search.error === undefined && (
          <Text className="picker__said">
            {search.isBusy ? "正在找…" : search.found ? "没有找到这个名字，换一个字试试。" : "写一个字就开始找。"}
          </Text>
        )}
      </View>
    </View>
  );
}
