import { Text, View } from "@tarojs/components";
import { useState } from "react";
import { Button } from "../../components/Button";
import { Choices } from "../../components/Choices";
import { Field } from "../../components/Field";
import { Row } from "../../components/Row";
import { Tap } from "../../components/Tap";
import { chooseDocument, choosePicture, dropFile, type KeptFile } from "../../lib/files";
import { sizeText } from "../../lib/format";
import { useAction } from "../../lib/useAction";
import { type Draft, mostFiles } from "./draft";

interface Props {
  draft: Draft;
  onChange: (change: (before: Draft) => Draft) => void;
}

const confidences = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10].map((value) => ({ value, text: String(value) }));

/** What need not be said: a note, how sure one is, photos and files. Folded away until it is asked for. */
export function MoreInput({ draft, onChange }: Props) {
  const hasAny = draft.note !== "" || draft.confidence !== null || draft.files.length > 0;
  const [isOpen, setOpen] = useState(hasAny);
  const keep = useAction(async (choose: () => Promise<KeptFile | undefined>) => {
    const file = await choose();
    if (file) onChange((before) => ({ ...before, files: [...before.files, file].slice(0, mostFiles) }));
  });
  const remove = (file: KeptFile) => {
    void dropFile(file);
    onChange((before) => ({ ...before, files: before.files.filter(({ place }) => place !== file.place) }));
  };
  return (
    <View>
      <Tap className="report-more" isPressed={isOpen} onTap={() => setOpen(!isOpen)}>
        <Text>备注、信心、照片（可不填）</Text>
        <View className={`chevron report-more__mark${isOpen ? " report-more__mark--open" : ""}`} />
      </Tap>
      {isOpen && (
        <View>
          <Field
            label="备注"
            value={draft.note}
            onChange={(note) => onChange((before) => ({ ...before, note }))}
            placeholder="例如：下午两场直播"
            isLong
            most={500}
          />
          <Choices
            kind="numbers"
            label="做成的信心（0 没把握，10 很有把握）"
            options={confidences}
            value={draft.confidence}
            onChange={(confidence) =>
              onChange((before) => ({ ...before, confidence: before.confidence === confidence ? null : confidence }))
            }
          />
          <View className="report-files">
            {draft.files.map((file) => (
              <Row
                key={file.place}
                title={file.name}
                meta={sizeText(file.size)}
                value={
                  <Tap className="report-files__remove" label={`去掉 ${file.name}`} onTap={() => remove(file)}>
                    <Text>去掉</Text>
                  </Tap>
                }
              />
            ))}
            {draft.files.length < mostFiles && (
              <View className="buttons">
                <Button kind="quiet" text="加照片" onTap={() => void keep.run(choosePicture)} />
                <Button kind="quiet" text="加文件" onTap={() => void keep.run(chooseDocument)} />
              </View>
            )}
          </View>
        </View>
      )}
    </View>
  );
}
