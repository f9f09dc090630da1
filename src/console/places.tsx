import { Skeleton, Stack } from "@mantine/core";
import { type ErrorComponentProps, useRouter } from "@tanstack/react-router";
import { LinkButton } from "./ui/link.tsx";
import { PageHeader } from "./ui/page-header.tsx";
import { ProblemNotice } from "./ui/problem.tsx";
import { useWords } from "./words.ts";

const words = {
  loading: ["読み込み中", "Loading"],
  lost: ["このページはありません", "There is no such page"],
  lostBody: ["アドレスが変わったか、間違っているようです。", "The address has changed or is mistyped."],
  home: ["今日へ", "Go to Today"],
} as const;

/** The shape of a page while its code comes. */
export const PageLoading = () => {
  const t = useWords(words);
  return (
    <Stack gap="md" aria-busy="true" aria-label={t("loading")} role="status">
      <Skeleton h={28} w={220} />
      <Skeleton h={16} w={420} maw="100%" />
      <Skeleton h={240} mt="md" />
    </Stack>
  );
};

/** Asks for the page's code and data anew. */
export const PageBroken = ({ error }: ErrorComponentProps) => {
  const router = useRouter();
  return <ProblemNotice error={error} retry={() => router.invalidate()} />;
};

export const NotFound = () => {
  const t = useWords(words);
  return (
    <>
      <PageHeader title={t("lost")} lead={t("lostBody")} />
      <LinkButton to="/">{t("home")}</LinkButton>
    </>
  );
};
