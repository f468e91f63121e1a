import { View } from "@tarojs/components";
import { useState } from "react";
import { useAction } from "../lib/useAction";
import { Button } from "./Button";
import { Choices } from "./Choices";
import { Field } from "./Field";
import { Sheet } from "./Sheet";

interface Props {
  title: string;
  /** What is asked for, and an example of it. */
  label: string;
  placeholder: string;
  /** The usual ones, as on the card of the chat. */
  reasons: readonly string[];
  /** Letters at most. */
  most: number;
  /** Gives it back with the reason; the sheet closes when that is done. */
  send: (reason: string) => Promise<void>;
  onClose: () => void;
}

/** Gives something back with a reason: a usual one, or one's own words. */
export function ReasonSheet({ title, label, placeholder, reasons, most, send, onClose }: Props) {
  const [reason, setReason] = useState("");
  const action = useAction(async () => {
    await send(reason.trim());
    onClose();
  });
  return (
    <Sheet title={title} onClose={onClose}>
      <Choices
        kind="pairs"
        label="常用原因"
        options={reasons.map((text) => ({ value: text, text }))}
        value={reasons.includes(reason) ? reason : null}
        onChange={setReason}
      />
      <Field label={label} value={reason} onChange={setReason} placeholder={placeholder} isLong most={most} />
      <View className="buttons">
        <Button text="退回" onTap={() => void action.run()} isBusy={action.isBusy} isDisabled={reason.trim() === ""} />
      </View>
    </Sheet>
  );
}
