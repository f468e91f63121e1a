import { type CSSProperties, createElement, type ReactNode } from "react";

interface Props {
  children?: ReactNode;
  className?: string;
  style?: CSSProperties;
  value?: string;
  placeholder?: string;
  src?: string;
  ariaLabel?: string;
  ariaRole?: string;
  onClick?: () => void;
  onInput?: (event: { detail: { value: string } }) => void;
}

/** What Taro's elements are to a browser, with the properties our pages give them. */
const element =
  (name: string) =>
  ({ children, className, style, onClick, ariaLabel, ariaRole, src }: Props) =>
    createElement(name, { className, style, onClick, src, role: ariaRole, "aria-label": ariaLabel }, children);

const input =
  (name: string) =>
  ({ className, value = "", placeholder, ariaLabel, onInput }: Props) =>
    createElement(name, {
      className,
      value,
      placeholder,
      "aria-label": ariaLabel,
      onChange: (event: { target: { value: string } }) => onInput?.({ detail: { value: event.target.value } }),
    });

export const View = element("div");
export const Text = element("span");
export const ScrollView = element("div");
export const Image = ({ src }: Props) => createElement("img", { src, alt: "" });
export const Input = input("input");
export const Textarea = input("textarea");

interface PickerProps {
  children?: ReactNode;
  mode: "selector" | "date";
  range?: readonly string[];
  value: string | number;
  disabled?: boolean;
  onChange: (event: { detail: { value: string } }) => void;
}

/** What is chosen from, beside what opens it: a list, or a day. */
export const Picker = ({ children, mode, range = [], value, disabled, onChange }: PickerProps) => {
  const common = {
    value,
    disabled,
    onChange: (event: { target: { value: string } }) => onChange({ detail: { value: event.target.value } }),
  };
  const options = range.map((text, index) => createElement("option", { key: text, value: index, label: text }));
  return createElement(
    "div",
    {},
    children,
    mode === "date" ? createElement("input", common) : createElement("select", common, options),
  );
};
export const Switch = element("div");
