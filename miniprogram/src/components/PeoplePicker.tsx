import { Text, View } from "@tarojs/components";
import { useState } from "react";
import { api } from "../lib/api";
import { wordsOf } from "../lib/errors";
import { useSearch } from "../lib/useSearch";
import type { Colleague } from "../lib/wire";
import { Button } from "./Button";
import { Field } from "./Field";
import { PersonRow } from "./PersonRow";

interface Props {
  label: string;
  onPick: (person: Colleague) => void;
}

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
          <PersonRow key={person.id} person={person} onTap={() => onPick(person)} />
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
