import { PageHeader, useWords } from "#ui";

const words = { title: ["今日", "Today"] } as const;

export const Today = () => {
  const t = useWords(words);
  return <PageHeader title={t("title")} />;
};
