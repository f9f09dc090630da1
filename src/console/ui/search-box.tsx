import { CloseButton, TextInput } from "@mantine/core";
import { useDebouncedCallback, useHotkeys } from "@mantine/hooks";
import { IconSearch } from "@tabler/icons-react";
import { useEffect, useRef, useState } from "react";
import { useWords } from "../words.ts";

const words = { clear: ["検索を消す", "Clear search"] } as const;

/** Search that writes to the address 250 ms after the last key. "/" puts the cursor in it. */
export const SearchBox = ({
  value,
  onChange,
  label,
}: {
  readonly value: string | undefined;
  readonly onChange: (value: string) => void;
  readonly label: string;
}) => {
  const t = useWords(words);
  const [text, setText] = useState(value ?? "");
  const box = useRef<HTMLInputElement>(null);
  const sent = useRef(value ?? "");
  const send = useDebouncedCallback((next: string) => {
    sent.current = next;
    onChange(next);
  }, 250);
  useHotkeys([["/", () => box.current?.focus()]]);
  useEffect(() => {
    if ((value ?? "") === sent.current) return;
    sent.current = value ?? "";
    setText(value ?? "");
  }, [value]);
  const change = (next: string) => {
    setText(next);
    send(next);
  };
  return (
    <TextInput
      ref={box}
      type="search"
      aria-label={label}
      placeholder={label}
      value={text}
      onChange={(e) => change(e.currentTarget.value)}
      leftSection={<IconSearch size={16} aria-hidden />}
      rightSection={text ? <CloseButton size="sm" aria-label={t("clear")} onClick={() => change("")} /> : null}
      style={{ flex: "1 1 240px", maxWidth: 420 }}
    />
  );
};
