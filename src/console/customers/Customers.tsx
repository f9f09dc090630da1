import { PageHeader, useWords } from "#ui";

const words = { title: ["顧客", "Customers"] } as const;

export const Customers = () => {
  const t = useWords(words);
  return <PageHeader title={t("title")} />;
};
