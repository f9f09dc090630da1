import { PageHeader, useWords } from "#ui";

const words = { title: ["設定", "Settings"] } as const;

export const Settings = () => {
  const t = useWords(words);
  return <PageHeader title={t("title")} />;
};
