import { Anchor, Group, Table, Text } from "@mantine/core";
import { IconDownload } from "@tabler/icons-react";
import { number, useLanguage, useWords } from "#ui";
import { sayReason } from "./reasons.ts";
import type { Shown } from "./Progress.tsx";

const words = {
  row: ["行", "Row"],
  part: ["表", "Part"],
  reason: ["理由", "Reason"],
  first: ["最初の {n} 件", "The first {n}"],
  download: ["エラー行をダウンロード({part})", "Download the faulty rows ({part})"],
  label: ["エラー行", "Faulty rows"],
} as const;

type Fault = Shown["faults"][number];

export const FaultTable = ({ faults, many }: { readonly faults: readonly Fault[]; readonly many: boolean }) => {
  const t = useWords(words);
  return (
    <div className="table-scroll" tabIndex={0} role="group" aria-label={t("label")}>
      <Table className="table" aria-label={t("label")}>
        <Table.Thead>
          <Table.Tr>
            {many && <Table.Th>{t("part")}</Table.Th>}
            <Table.Th data-align="end">{t("row")}</Table.Th>
            <Table.Th>{t("reason")}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {faults.map((fault) => (
            <Table.Tr key={`${fault.part} ${fault.row}`}>
              {many && <Table.Td>{fault.part}</Table.Td>}
              <Table.Td data-align="end" className="num">
                {number(fault.row)}
              </Table.Td>
              <Table.Td>{sayReason(fault.reason)}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </div>
  );
};

/** The first faulty rows, and all of them to download, mend and import again. */
export const Faults = ({ shown }: { readonly shown: Shown }) => {
  const t = useWords(words);
  const language = useLanguage();
  return (
    <>
      <Group gap="lg" mb="sm">
        {shown.faultyParts.map((part) => (
          <Anchor key={part} href={`/api/imports/${shown.id}/errors.csv?part=${part}&lang=${language}`} download>
            <Group gap={6} wrap="nowrap">
              <IconDownload size={16} aria-hidden />
              {t("download", { part: shown.files.find((file) => file.part === part)?.name ?? part })}
            </Group>
          </Anchor>
        ))}
      </Group>
      <FaultTable faults={shown.faults} many={shown.files.length > 1} />
      {shown.counts.faults > shown.faults.length && (
        <Text size="xs" c="dimmed" mt={6}>
          {t("first", { n: shown.faults.length })}
        </Text>
      )}
    </>
  );
};
