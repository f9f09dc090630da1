import { EmptyState, useWords } from "#ui";

const words = { none: ["注文はまだありません", "No orders yet"] } as const;

/** What this person bought. */
export const Orders = ({ profile }: { readonly profile: string }) => {
  const t = useWords(words);
  return <EmptyState key={profile} title={t("none")} />;
};
