import { Button, FileButton, Group, Select, Stack, Table, Text } from "@mantine/core";
import { IconUpload } from "@tabler/icons-react";
import { useState } from "react";
import { Problem } from "#kernel/errors";
import { ProblemNotice, useWords } from "#ui";
import { api } from "../../../console/api.ts";
import { sayReason } from "./reasons.ts";
import { type Uploaded, uploadFile } from "./upload.ts";
import { DELIMITER_WORDS, ENCODING_LABEL, size } from "./words.ts";

export type Inspection = Awaited<ReturnType<typeof api.connectors.inspect>>;
export interface Chosen {
  readonly file: Uploaded;
  readonly seen: Inspection;
}

const words = {
  choose: ["ファイルを選ぶ", "Choose files"],
  hint: [
    "CSV、TSV、JSON Lines。gzipのままでも読めます。文字コードはUTF-8とShift_JIS。複数の表は一緒に選んでください。",
    "CSV, TSV or JSON lines, gzip as it is, UTF-8 or Shift_JIS. Choose tables that belong together at once.",
  ],
  sending: ["アップロード中 {n}%", "Uploading {n}%"],
  remove: ["外す", "Remove"],
  encoding: ["文字コード", "Encoding"],
  delimiter: ["区切り", "Delimiter"],
  sample: ["{name} の最初の行", "First rows of {name}"],
} as const;

const Sample = ({ chosen }: { readonly chosen: Chosen }) => {
  const t = useWords(words);
  const label = t("sample", { name: chosen.file.name });
  return (
    <div className="table-scroll" tabIndex={0} role="group" aria-label={label}>
      <Table className="table" aria-label={label}>
        <Table.Thead>
          <Table.Tr>
            {chosen.seen.header.map((name, at) => (
              <Table.Th key={at} style={{ whiteSpace: "nowrap" }}>
                {name}
              </Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {chosen.seen.rows.slice(0, 4).map((row, at) => (
            <Table.Tr key={at}>
              {row.map((cell, column) => (
                <Table.Td key={column} style={{ whiteSpace: "nowrap", maxWidth: 240, overflow: "hidden" }}>
                  {typeof cell === "object" ? (cell === null ? "" : JSON.stringify(cell)) : String(cell)}
                </Table.Td>
              ))}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </div>
  );
};

const FileCard = ({
  chosen,
  onRead,
  onRemove,
}: {
  readonly chosen: Chosen;
  readonly onRead: (change: Partial<Inspection["reading"]>) => void;
  readonly onRemove: () => void;
}) => {
  const t = useWords(words);
  const { file, seen } = chosen;
  return (
    <div className="panel">
      <Group justify="space-between" align="flex-end" mb="sm">
        <div>
          <Text fw={600}>{file.name}</Text>
          <Text size="xs" c="dimmed" className="num">
            {size(file.bytes)}
          </Text>
        </div>
        <Group align="flex-end" gap="sm">
          <Select
            label={t("encoding")}
            w={180}
            allowDeselect={false}
            data={Object.entries(ENCODING_LABEL).map(([value, label]) => ({ value, label }))}
            value={seen.reading.encoding}
            onChange={(value) => value && onRead({ encoding: value as "utf-8" })}
          />
          {seen.reading.format === "csv" && (
            <Select
              label={t("delimiter")}
              w={140}
              allowDeselect={false}
              data={Object.entries(DELIMITER_WORDS).map(([value, pair]) => ({ value, label: t(pair) }))}
              value={seen.reading.delimiter}
              onChange={(value) => value && onRead({ delimiter: value as "," })}
            />
          )}
          <Button variant="default" onClick={onRemove}>
            {t("remove")}
          </Button>
        </Group>
      </Group>
      {seen.warnings.map((warning) => (
        <Text key={warning} size="sm" mb="xs" style={{ color: "var(--held)" }}>
          {sayReason(warning)}
        </Text>
      ))}
      <Sample chosen={chosen} />
    </div>
  );
};

/** Uploads files and says what they are. */
export const FileStep = ({
  chosen,
  onChange,
}: {
  readonly chosen: readonly Chosen[];
  readonly onChange: (change: (before: readonly Chosen[]) => readonly Chosen[]) => void;
}) => {
  const t = useWords(words);
  const [share, setShare] = useState<number | null>(null);
  const [error, setError] = useState<unknown>(null);
  const send = async (files: readonly File[]) => {
    setError(null);
    const all = files.reduce((sum, file) => sum + file.size, 0);
    let sent = 0;
    try {
      for (const each of files) {
        const before = sent;
        // One after another: the bar moves evenly and the server holds one stream.
        const file = await uploadFile(each, (part) => setShare((before + part * each.size) / Math.max(1, all)));
        sent += each.size;
        const seen = await api.connectors.inspect({ body: { file: file.id } });
        onChange((had) => [...had, { file, seen }]);
      }
    } catch (caught) {
      setError(caught instanceof Error ? caught : new Problem("unavailable", ""));
    }
    setShare(null);
  };
  const readAgain = async (at: Chosen, change: Partial<Inspection["reading"]>) => {
    const reading = { ...at.seen.reading, ...change };
    try {
      const seen = await api.connectors.inspect({ body: { file: at.file.id, reading } });
      onChange((had) => had.map((each) => (each.file.id === at.file.id ? { ...each, seen } : each)));
    } catch (caught) {
      setError(caught);
    }
  };
  return (
    <Stack gap="md">
      <Group gap="md">
        <FileButton multiple onChange={(files) => void send(files)}>
          {(props) => (
            <Button {...props} loading={share !== null} leftSection={<IconUpload size={16} aria-hidden />}>
              {t("choose")}
            </Button>
          )}
        </FileButton>
        <Text size="sm" c="dimmed" maw={560} aria-live="polite">
          {share === null ? t("hint") : t("sending", { n: Math.floor(share * 100) })}
        </Text>
      </Group>
      {error !== null && <ProblemNotice error={error} />}
      {chosen.map((each) => (
        <FileCard
          key={each.file.id}
          chosen={each}
          onRead={(change) => void readAgain(each, change)}
          onRemove={() => onChange((had) => had.filter((one) => one.file.id !== each.file.id))}
        />
      ))}
    </Stack>
  );
};
