import type { UseFormReturnType } from "@mantine/form";
import type { FocusEventHandler, ReactNode } from "react";

type TextField = {
  value: string;
  onChange: (value: string) => void;
  error: ReactNode;
  onFocus: FocusEventHandler;
  onBlur: FocusEventHandler;
};

/** getInputProps with the types that our own inputs ask for: exact text in, exact text out. */
export function textField<Values>(form: UseFormReturnType<Values>, path: string): TextField {
  const { value, onChange, error, onFocus, onBlur } = form.getInputProps(path);
  return { value: String(value ?? ""), onChange, error, onFocus, onBlur };
}
