import { Select } from "@mantine/core";

/** One filter of a list: a choice, or none. */
export const FilterSelect = ({
  label,
  any,
  options,
  value,
  onChange,
  w = 170,
}: {
  readonly label: string;
  /** What stands there while nothing is chosen. */
  readonly any: string;
  readonly options: readonly (readonly [value: string, label: string])[];
  readonly value: string | undefined;
  readonly onChange: (value: string | undefined) => void;
  readonly w?: number;
}) => (
  <Select
    aria-label={label}
    placeholder={any}
    data={options.map(([key, text]) => ({ value: key, label: text }))}
    value={value ?? null}
    onChange={(next) => onChange(next ?? undefined)}
    clearable
    w={w}
  />
);
