import { Autocomplete, SegmentedControl, Text, TextInput } from "@mantine/core";
import { useState } from "react";
import { AppLink, FormDrawer, say, useAct, useWords } from "#ui";
import { api } from "../../../console/api.ts";
import { METHODS, type Method } from "../model.ts";
import { CARRIERS } from "../model/carriers.ts";
import { carrierPair, DOUBT } from "./words.ts";

const words = {
  title: ["荷物を登録", "Register a parcel"],
  action: ["登録する", "Register"],
  method: ["届け方", "Method"],
  carrier: ["配送", "Carrier"],
  pickup: ["店舗受け取り", "Fetched in a store"],
  store_delivery: ["店舗から配達", "Brought by a store"],
  order: ["注文番号", "Order number"],
  number: ["追跡番号", "Tracking number"],
  company: ["配送会社", "Carrier"],
  place: ["店舗", "Store"],
  done: ["荷物を登録しました", "Parcel registered"],
  open: ["登録した荷物を開く", "Open the parcel"],
} as const;

/** One parcel typed in: sent by a carrier, to be fetched in a store, or brought by one. */
export const NewParcel = ({ opened, onClose }: { readonly opened: boolean; readonly onClose: () => void }) => {
  const t = useWords(words);
  const [method, setMethod] = useState<Method>("carrier");
  const [order, setOrder] = useState("");
  const [carrier, setCarrier] = useState("");
  const [number, setNumber] = useState("");
  const [place, setPlace] = useState("");
  const byCarrier = method === "carrier";
  const make = useAct(
    () =>
      api.delivery.createShipment({
        body: {
          order: order.trim(),
          method,
          ...(byCarrier
            ? { carrier, parcels: [{ number }] }
            : { place, status: { status: "準備中", vocabulary: "store" } }),
        },
      }),
    { refresh: [["parcels"]], done: words.done, quiet: true },
  );
  const close = () => {
    make.reset();
    for (const empty of [setOrder, setNumber, setPlace]) empty("");
    onClose();
  };
  const [made] = make.data?.parcels ?? [];
  return (
    <FormDrawer
      opened={opened}
      onClose={close}
      title={t("title")}
      action={t("action")}
      onSubmit={() => make.mutate()}
      busy={make.isPending}
      error={make.error}
    >
      <SegmentedControl
        aria-label={t("method")}
        fullWidth
        data={METHODS.map((value) => ({ value, label: t(value) }))}
        value={method}
        onChange={(value) => setMethod(value as Method)}
      />
      <TextInput
        label={t("order")}
        value={order}
        maxLength={300}
        onChange={(event) => setOrder(event.currentTarget.value)}
        required={!byCarrier}
      />
      {byCarrier ? (
        <>
          <Autocomplete
            label={t("company")}
            data={Object.keys(CARRIERS)
              .filter((id) => id !== "store")
              .map((id) => say(carrierPair(id)))}
            value={carrier}
            maxLength={100}
            onChange={setCarrier}
            required
          />
          <TextInput
            label={t("number")}
            value={number}
            maxLength={60}
            onChange={(event) => setNumber(event.currentTarget.value)}
            required
          />
        </>
      ) : (
        <TextInput
          label={t("place")}
          value={place}
          maxLength={100}
          onChange={(event) => setPlace(event.currentTarget.value)}
          required
        />
      )}
      {made && (
        <div role="status">
          {made.doubt !== "" && (
            <Text size="sm" c="var(--held)">
              {say(DOUBT[made.doubt] ?? ["", ""])}
            </Text>
          )}
          <AppLink to={`/parcels/${made.id}`}>{t("open")}</AppLink>
        </div>
      )}
    </FormDrawer>
  );
};
