import { Autocomplete, Text, TextInput } from "@mantine/core";
import { useState } from "react";
import { FormDrawer, say, useAct, useWords } from "#ui";
import { api } from "../../../console/api.ts";
import { MAPS } from "../model/words.ts";
import { carrierPair } from "./words.ts";

const words = {
  title: ["記録を足す", "Add a scan"],
  status: ["配送会社の表記", "The carrier's words"],
  hint: ["{carrier}の表記のまま入れてください", "As {carrier} writes it"],
  place: ["場所(任意)", "Place (optional)"],
  action: ["足す", "Add"],
  done: ["記録を足しました", "Scan added"],
  unknown: [
    "この表記はまだ読めません。「未知の表記」で意味を決められます。",
    "Nobody reads this wording yet: say what it means under “Unknown wording”.",
  ],
} as const;

/** A scan typed in by somebody who rang the carrier up. */
export const AddScan = ({
  parcel,
  carrier,
  onClose,
}: {
  readonly parcel: string;
  readonly carrier: string;
  readonly onClose: () => void;
}) => {
  const t = useWords(words);
  const [status, setStatus] = useState("");
  const [place, setPlace] = useState("");
  const add = useAct(() => api.delivery.recordScan({ params: { id: parcel }, body: { status, place } }), {
    refresh: [["parcels"]],
    done: words.done,
    quiet: true,
    after: ({ known }) => {
      if (known) onClose();
    },
  });
  const known = Object.keys((MAPS[carrier] ?? MAPS["engawa"])?.words ?? {});
  return (
    <FormDrawer
      opened
      onClose={onClose}
      title={t("title")}
      action={t("action")}
      onSubmit={() => add.mutate()}
      busy={add.isPending}
      error={add.error}
    >
      <Autocomplete
        label={t("status")}
        description={t("hint", { carrier: say(carrierPair(carrier)) })}
        data={known}
        value={status}
        onChange={setStatus}
        maxLength={200}
        required
      />
      <TextInput
        label={t("place")}
        value={place}
        maxLength={200}
        onChange={(event) => setPlace(event.currentTarget.value)}
      />
      {add.data?.known === false && (
        <Text size="sm" role="status">
          {t("unknown")}
        </Text>
      )}
    </FormDrawer>
  );
};
