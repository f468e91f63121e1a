import { Input, Text, Textarea, View } from "@tarojs/components";

interface Props {
  label: string;
  value: string;
  onChange: (value: string) => void;
  placeholder?: string;
  /** Below: a hint, or advice on what was written. */
  help?: string;
  /** Below, in place of the help: what is wrong. */
  fault?: string;
  isLong?: boolean;
  most?: number;
  type?: "text" | "digit";
}

const isWeb = process.env.TARO_ENV === "h5";

/** Words or a figure to write: the label above, help or the fault below. */
export function Field({
  label,
  value,
  onChange,
  placeholder,
  help,
  fault,
  isLong = false,
  most = 120,
  type = "text",
}: Props) {
  const common = {
    value,
    placeholder,
    maxlength: most,
    placeholderClass: "field__placeholder",
    onInput: (event: { detail: { value: string } }) => onChange(event.detail.value),
    ...(isWeb && { nativeProps: { "aria-label": label, inputMode: type === "digit" ? "decimal" : undefined } }),
    ...(!isWeb && { ariaLabel: label }),
  };
  return (
    <View className={`field${fault ? " field--fault" : ""}`}>
      <Text className="field__label">{label}</Text>
      {isLong ? (
        <Textarea className="field__input field__input--long" autoHeight {...common} />
      ) : (
        // In a browser a number field hides what it cannot read; text with a decimal keyboard does not.
        <Input className="field__input" type={isWeb ? "text" : type} {...common} />
      )}
      {(fault || help) && <Text className="field__help">{fault ?? help}</Text>}
    </View>
  );
}
