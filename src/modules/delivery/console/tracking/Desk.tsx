import { Tabs } from "@mantine/core";
import { PageHeader, useFilters, useWords } from "#ui";
import { DeskFilters, TABS } from "./filters.ts";
import { Notices } from "./Notices.tsx";
import { PageSettings } from "./PageSettings.tsx";
import { Remedies } from "./Remedies.tsx";
import { Wishes } from "./Wishes.tsx";
import { Words } from "./Words.tsx";

const words = {
  title: ["配送状況ページ", "Tracking page"],
  lead: [
    "お客様がご覧になる配送状況ページと、そこから届くご希望、お知らせ、お詫びの方針。",
    "The page on which customers follow their parcels: what they wish for there, what it says, notices and apologies.",
  ],
  wishes: ["再配達などのご希望", "Wishes"],
  words: ["案内の文章", "Words"],
  notices: ["お知らせ", "Notices"],
  remedies: ["お詫び", "Apologies"],
  page: ["ページの設定", "Settings"],
} as const;

/** Everything about the tracking page in one place. */
export const Desk = () => {
  const t = useWords(words);
  const [{ tab = "wishes" }, setFilters] = useFilters(DeskFilters);
  return (
    <>
      <PageHeader title={t("title")} lead={t("lead")} />
      <Tabs value={tab} onChange={(value) => setFilters({ tab: value ?? undefined })} keepMounted={false}>
        <Tabs.List mb="lg">
          {TABS.map((each) => (
            <Tabs.Tab key={each} value={each}>
              {t(each)}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        <Tabs.Panel value="wishes">
          <Wishes />
        </Tabs.Panel>
        <Tabs.Panel value="words">
          <Words />
        </Tabs.Panel>
        <Tabs.Panel value="notices">
          <Notices />
        </Tabs.Panel>
        <Tabs.Panel value="remedies">
          <Remedies />
        </Tabs.Panel>
        <Tabs.Panel value="page">
          <PageSettings />
        </Tabs.Panel>
      </Tabs>
    </>
  );
};
