import { Button, Select, Text, TextInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Facts, FormDrawer, Loaded, number, say, Section, Table, Time, useAct, useMay, useWords } from "#ui";
import { api } from "../../../console/api.ts";
import { PARCEL_STATES, type ParcelState } from "../model.ts";
import { carrierPair, STATE } from "./words.ts";

const words = {
  title: ["まだ読めない表記", "Wording nobody reads yet"],
  lead: [
    "意味を決めると、この表記の記録がすべて読み直され、荷物の状態に反映されます。",
    "Say what it means: every scan with it is read again and its parcels follow.",
  ],
  carrier: ["配送会社", "Carrier"],
  text: ["表記", "Wording"],
  scans: ["記録", "Scans"],
  parcels: ["荷物", "Parcels"],
  last: ["最後", "Last"],
  decide: ["意味を決める", "Say what it means"],
  state: ["状態", "State"],
  reason: ["細目(任意)", "Sub-reason (optional)"],
  reasonHint: ["absent、locker など", "absent, locker…"],
  save: ["読み直す", "Read again"],
  done: ["読み直しました", "Read again"],
  code: ["コード", "Code"],
} as const;

type Unknown = Awaited<ReturnType<typeof api.delivery.carrierWords>>["unknown"][number];

const Decide = ({ word, onClose }: { readonly word: Unknown; readonly onClose: () => void }) => {
  const t = useWords(words);
  const [state, setState] = useState<ParcelState>("in_transit");
  const [reason, setReason] = useState("");
  const save = useAct(
    () => api.delivery.mapCarrierWord({ body: { vocabulary: word.vocabulary, word: word.word, state, reason } }),
    { refresh: [["parcels"]], done: words.done, after: onClose, quiet: true },
  );
  return (
    <FormDrawer
      opened
      onClose={onClose}
      title={t("decide")}
      action={t("save")}
      onSubmit={() => save.mutate()}
      busy={save.isPending}
      error={save.error}
    >
      <Facts
        rows={[
          [t("carrier"), say(carrierPair(word.vocabulary))],
          [t("text"), word.text],
          [t("code"), word.code],
          [t("parcels"), number(word.parcels)],
        ]}
      />
      <Select
        label={t("state")}
        data={PARCEL_STATES.filter((one) => one !== "unknown").map((value) => ({
          value,
          label: say(STATE[value].words),
        }))}
        value={state}
        onChange={(value) => setState((value ?? "in_transit") as ParcelState)}
        allowDeselect={false}
      />
      <TextInput
        label={t("reason")}
        placeholder={t("reasonHint")}
        value={reason}
        maxLength={60}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
    </FormDrawer>
  );
};

/** Words of carriers that no map reads, and what to do about them. */
export const UnknownWords = () => {
  const t = useWords(words);
  const mayAct = useMay("agent");
  const [chosen, setChosen] = useState<Unknown | null>(null);
  const query = useQuery({ queryKey: ["parcels", "words"], queryFn: () => api.delivery.carrierWords({}) });
  return (
    <Loaded query={query} skeleton={null}>
      {({ unknown }) =>
        unknown.length === 0 ? null : (
          <Section title={t("title")}>
            <Text size="sm" c="dimmed" mb="sm">
              {t("lead")}
            </Text>
            <Table
              label={t("title")}
              rows={unknown}
              rowKey={(word) => `${word.vocabulary} ${word.word}`}
              columns={[
                { key: "text", header: t("text"), cell: (word) => word.text || word.code },
                { key: "carrier", header: t("carrier"), cell: (word) => say(carrierPair(word.vocabulary)) },
                { key: "parcels", header: t("parcels"), align: "end", cell: (word) => number(word.parcels) },
                {
                  key: "last",
                  header: t("last"),
                  align: "end",
                  wide: true,
                  cell: (word) => <Time at={word.last} show="ago" />,
                },
                ...(mayAct
                  ? [
                      {
                        key: "decide",
                        header: t("decide"),
                        align: "end" as const,
                        cell: (word: Unknown) => (
                          <Button size="xs" variant="default" onClick={() => setChosen(word)}>
                            {t("decide")}
                          </Button>
                        ),
                      },
                    ]
                  : []),
              ]}
            />
            {chosen && <Decide word={chosen} onClose={() => setChosen(null)} />}
          </Section>
        )
      }
    </Loaded>
  );
};
