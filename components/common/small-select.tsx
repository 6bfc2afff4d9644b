import { IconSelector } from "@tabler/icons-react";
import classes from "./small-select.module.css";

type Props<Value extends string> = {
  label: string;
  value: Value;
  options: readonly { value: Value; label: string }[];
  onChange: (value: Value) => void;
  width?: number;
};

/** A choice within a panel, made of the browser's own list: pages that begin with one carry nothing more for it. */
export function SmallSelect<Value extends string>({ label, value, options, onChange, width }: Props<Value>) {
  return (
    <span className={classes.select} style={{ width }} data-print-hidden>
      <select
        aria-label={label}
        value={value}
        onChange={({ currentTarget }) => {
          const chosen = options.find((option) => option.value === currentTarget.value);
          if (chosen) onChange(chosen.value);
        }}
      >
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
      <IconSelector size={14} stroke={1.8} aria-hidden />
    </span>
  );
}
