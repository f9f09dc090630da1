import { Button, List, Text } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { splitKey } from "#kernel/identity";
import { useAct, useConfirm, useMay, useWords } from "#ui";
import { api } from "../api.ts";
import { phoneText } from "../story/trait-words.ts";
import { IDENTITY_WORDS, ruleWords } from "./words.ts";

type Foreseen = Awaited<ReturnType<typeof api.profiles.foreseeSeparation>>;

const words = {
  apart: ["同一人物ではない", "Not the same person"],
  undo: ["取り消す", "Take that back"],
  askApart: ["{a} と {b} は別のお客様ですか", "Are {a} and {b} two people?"],
  askUndo: ["{a} と {b} は同じお客様ですか", "Are {a} and {b} one person after all?"],
  doApart: ["別のお客様にする", "Make them two people"],
  doUndo: ["同じお客様に戻す", "Make them one person"],
  doDrop: ["この根拠を外す", "Drop this reason"],
  splits: ["この顧客プロフィールは {n} つに分かれます。", "This profile comes apart into {n}."],
  stays: ["このプロフィールに残るもの", "What stays in this profile"],
  leaves: ["別のプロフィールになるもの", "What becomes another profile"],
  joins: ["ふたたび 1 つのプロフィールになります。", "They become one profile again."],
  still: [
    "この根拠を外しても、次の根拠により同じお客様のままです。分けるには、これらも外してください。",
    "Even without this, they stay one person for the reasons below. To part them, say so of these too.",
  ],
  follows: [
    "注文、行動、同意、属性は、それぞれの識別子に付いて移ります。セグメントとジャーニーは判定し直されます。すでにお送りしたメッセージは変わりません。あとから取り消せます。",
    "Orders, behaviour, consents and traits go with their identity. Segments and journeys are decided anew. Messages that were sent stay sent. This can be taken back later.",
  ],
  done: ["記録しました。まもなく反映されます。", "Noted. It takes effect in a moment."],
} as const;

/** The fold follows the word within moments, later where much is going on: then look again. */
const SOON_MS = [1_000, 4_000, 12_000];

const useNamed = () => {
  const kind = useWords(IDENTITY_WORDS);
  return (key: string): string => {
    const { kind: of, value } = splitKey(key);
    return `${kind(of)} ${of === "phone" ? phoneText(value) : value}`;
  };
};

const Handles = ({ keys }: { readonly keys: readonly string[] }) => {
  const named = useNamed();
  return (
    <List size="sm">
      {keys.map((key) => (
        <List.Item key={key} style={{ overflowWrap: "anywhere" }}>
          {named(key)}
        </List.Item>
      ))}
    </List>
  );
};

const Outcome = ({ foreseen, apart }: { readonly foreseen: Foreseen; readonly apart: boolean }) => {
  const t = useWords(words);
  const named = useNamed();
  const [stays, ...leaves] = foreseen.parts;
  if (foreseen.via.length > 0)
    return (
      <>
        <Text mb="xs">{t("still")}</Text>
        <List size="sm">
          {foreseen.via.map((edge) => (
            <List.Item key={`${edge.a} ${edge.b}`} style={{ overflowWrap: "anywhere" }}>
              {named(edge.a)} ↔ {named(edge.b)} ({t(ruleWords(edge.rule))})
            </List.Item>
          ))}
        </List>
      </>
    );
  return (
    <>
      <Text mb="xs">{apart ? t("splits", { n: foreseen.parts.length }) : t("joins")}</Text>
      {apart && stays && (
        <>
          <Text size="xs" c="dimmed">
            {t("stays")}
          </Text>
          <Handles keys={stays.identities} />
          {leaves.map((part) => (
            <div key={part.profile}>
              <Text size="xs" c="dimmed" mt="xs">
                {t("leaves")}
              </Text>
              <Handles keys={part.identities} />
            </div>
          ))}
        </>
      )}
      <Text size="sm" c="dimmed" mt="sm">
        {t("follows")}
      </Text>
    </>
  );
};

/** Says of two identities that they are not one person, or takes that back: what follows is told before. */
export const Separate = ({
  profile,
  a,
  b,
  apart,
}: {
  readonly profile: string;
  readonly a: string;
  readonly b: string;
  readonly apart: boolean;
}) => {
  const t = useWords(words);
  const named = useNamed();
  const may = useMay("agent");
  const confirm = useConfirm();
  const queries = useQueryClient();
  const asked = { params: { id: profile }, body: { a, b, apart } };
  const again = () => queries.invalidateQueries({ queryKey: ["profile"] });
  const act = useAct(
    async () => {
      const foreseen = await api.profiles.foreseeSeparation(asked);
      const yes = await confirm({
        title: t(apart ? "askApart" : "askUndo", { a: named(a), b: named(b) }),
        body: <Outcome foreseen={foreseen} apart={apart} />,
        action: t(foreseen.via.length > 0 ? "doDrop" : apart ? "doApart" : "doUndo"),
        danger: apart,
      });
      return yes && (await api.profiles.separate(asked));
    },
    {
      after: (said) => {
        if (said) for (const ms of SOON_MS) setTimeout(() => void again(), ms);
      },
    },
  );
  if (!may) return null;
  return (
    <Button variant="subtle" size="compact-xs" ml={4} loading={act.isPending} onClick={() => act.mutate()}>
      {t(apart ? "apart" : "undo")}
    </Button>
  );
};
