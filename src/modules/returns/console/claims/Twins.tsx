import { Text } from "@mantine/core";
import { AppLink, number, type Pair, say, Time, useLanguage, useWords } from "#ui";
import { KIND_WORDS } from "../../model/claim/words.ts";
import type { Claim } from "./Claim.tsx";
import { ClaimBadge } from "./parts.tsx";

const words = {
  title: ["別の申告にもある写真", "Photos that came with another claim too"],
  same: ["同じ画像ファイル", "The same file"],
  alike: ["ほぼ同じ写真(一致度 {n}%)", "Nearly the same photo ({n}% agreement)"],
  here: ["この申告の写真", "The photo of this claim"],
  there: ["申告 {number} の写真", "The photo of claim {number}"],
  note: [
    "見比べてご判断ください。同じ品物や同じ箱を別の人が撮った写真は、ふつう一致しません。",
    "Please compare them yourself. Photos that two people took of such a box do not usually match.",
  ],
} as const;

const LOOKS: Readonly<Record<string, Pair>> = {
  plain: ["模様が少なく、ほかの写真と比べていません", "Too plain to be compared with other photos"],
  small: ["小さすぎて、ほかの写真と比べていません", "Too small to be compared with other photos"],
  broken: ["読み取れず、ほかの写真と比べていません", "Could not be read, so not compared with other photos"],
  format: ["この形式の写真は、同じファイルかどうかだけ比べています", "Of this format only the same file is found"],
};

/** Why copies of a photo are not found; empty where they are. */
export const lookWords = (look: string): string => {
  const known = LOOKS[look];
  return known ? say(known) : "";
};

const Side = ({ file, words: said }: { readonly file: string; readonly words: string }) => (
  <figure style={{ margin: 0, flex: "1 1 200px", maxWidth: 320 }}>
    <a href={`/api/claims/pictures/${file}`} target="_blank" rel="noreferrer">
      <img
        src={`/api/claims/pictures/${file}`}
        alt={said}
        style={{
          width: "100%",
          height: 200,
          objectFit: "contain",
          borderRadius: 8,
          display: "block",
          background: "var(--hair)",
        }}
      />
    </a>
    <Text component="figcaption" size="xs" c="dimmed" mt={4}>
      {said}
    </Text>
  </figure>
);

/** The photos that are found with other claims, side by side: a person judges what it means. */
export const Twins = ({ claim }: { readonly claim: Claim }) => {
  const t = useWords(words);
  useLanguage();
  if (claim.twins.length === 0) return null;
  return (
    <div style={{ marginTop: 20 }}>
      <Text fw={600}>{t("title")}</Text>
      <Text size="xs" c="dimmed" mb="xs">
        {t("note")}
      </Text>
      {claim.twins.map((twin) => (
        <div key={`${twin.file} ${twin.claim}`} style={{ marginBottom: 16 }}>
          <Text size="sm" mb={6} style={{ display: "flex", gap: 8, flexWrap: "wrap", alignItems: "center" }}>
            {twin.same ? t("same") : t("alike", { n: number(Math.floor(twin.agreement * 100)) })}
            <AppLink to={`/claims/${twin.claim}`}>{twin.number}</AppLink>
            {say(KIND_WORDS[twin.kind])} <Time at={twin.openedAt} /> <ClaimBadge state={twin.state} />
          </Text>
          <div style={{ display: "flex", gap: 12, flexWrap: "wrap" }}>
            <Side file={twin.file} words={t("here")} />
            <Side file={twin.other} words={t("there", { number: twin.number })} />
          </div>
        </div>
      ))}
    </div>
  );
};
