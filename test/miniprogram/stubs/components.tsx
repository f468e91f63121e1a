import { createElement, type ReactNode } from "react";

interface Props {
  children?: ReactNode;
  className?: string;
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
  ({ children, className, onClick, ariaLabel, ariaRole, src }: Props) =>
    createElement(name, { className, onClick, src, role: ariaRole, "aria-label": ariaLabel }, children);

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
export const Picker = element("div");
export const Switch = element("div");
