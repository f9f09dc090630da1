import { Button, Group, Stack, Text } from "@mantine/core";
import { IconAlertTriangle } from "@tabler/icons-react";
import { type Code, type Fault, Problem } from "#kernel/errors";
import { type Pair, useWords } from "../words.ts";
import { faultText } from "./fault-sentences.ts";
import { AppLink } from "./link.tsx";
import { problemIn } from "./problem-book.ts";

interface Said {
  readonly what: Pair;
  readonly todo: Pair;
}

/** Only where the server said no: one that did not answer may have done it. */
const kept: Pair = ["何も変更されていません。", "Nothing was changed."];
const SAID: Readonly<Record<Code, Said>> = {
  invalid: {
    what: ["入力内容を確認してください", "Please check what was entered"],
    todo: ["下の指摘を直して、もう一度お試しください。", "Correct what is listed below and try again."],
  },
  unauthorized: {
    what: ["サインインの期限が切れました", "You have been signed out"],
    todo: ["もう一度サインインしてください。", "Please sign in again."],
  },
  forbidden: {
    what: ["この操作の権限がありません", "Your role does not allow this"],
    todo: ["オーナーに権限の変更を依頼してください。", "Ask an owner for the role that you need."],
  },
  not_found: {
    what: ["見つかりませんでした", "There is no such thing"],
    todo: [
      "削除されたか、アドレスが間違っているかもしれません。",
      "It may have been removed, or the address is wrong.",
    ],
  },
  conflict: {
    what: ["ほかの変更とぶつかりました", "This collides with another change"],
    todo: ["最新の内容を読み込んでから、もう一度お試しください。", "Load the latest state and try again."],
  },
  precondition: {
    what: ["まだ実行できません", "This cannot be done yet"],
    todo: ["必要な設定を済ませてから、もう一度お試しください。", "Finish what it needs and try again."],
  },
  too_large: {
    what: ["データが大きすぎます", "This is too large"],
    todo: ["小さく分けて、もう一度お試しください。", "Split it into smaller parts and try again."],
  },
  limit: {
    what: ["短い時間に多くの要求がありました", "Too many requests at once"],
    todo: ["少し待ってから、もう一度お試しください。", "Wait a moment and try again."],
  },
  unavailable: {
    what: ["サーバーから応答がありません", "The server does not answer"],
    todo: ["しばらくしてから、もう一度お試しください。", "Please try again in a moment."],
  },
};

/** What to say about an error, by its code. */
export const problemWords = (error: unknown): Said => SAID[error instanceof Problem ? error.code : "unavailable"];

const stays: Pair = ["入力した内容はこの画面に残っています。", "What you entered is still here."];
/** Whether the server was away: what is on the page stands, and may be asked for again. */
export const isAway = (error: unknown): boolean => !(error instanceof Problem) || error.code === "unavailable";

const words = { home: ["今日の画面へ", "Go to Today"], again: ["もう一度試す", "Try again"], kept, stays } as const;

/** Says what happened, what was kept and what to do; lists the faults. `tell`: a fault as this page's people say it. */
export const ProblemNotice = ({
  error,
  retry,
  tell,
  address = false,
}: {
  readonly error: unknown;
  readonly retry?: () => unknown;
  readonly tell?: (fault: Fault) => string;
  /** It is what the address names: where that is not there, or cannot be a name at all, the address leads nowhere. */
  readonly address?: boolean;
}) => {
  const t = useWords(words);
  const problem = error instanceof Problem ? error : null;
  const nowhere = address && (problem?.code === "not_found" || problem?.code === "invalid");
  const said = nowhere ? SAID.not_found : problemWords(error);
  return (
    <Stack role="alert" gap="xs" className="panel" style={{ borderColor: "var(--broken)" }}>
      <Group gap="sm" wrap="nowrap" align="flex-start" style={{ color: "var(--broken)" }}>
        <IconAlertTriangle size={18} style={{ flexShrink: 0, marginTop: 2 }} aria-hidden />
        <Text fw={600}>{t(said.what)}</Text>
      </Group>
      <Text>
        {!retry && `${t(isAway(error) ? "stays" : "kept")} `}
        {t(said.todo)}
      </Text>
      {problem && !nowhere && problem.code !== "unavailable" && (
        <Text size="xs" c="dimmed" lang={problemIn(problem.message) === null ? "en" : undefined}>
          {problemIn(problem.message) ?? problem.message}
        </Text>
      )}
      {problem && !nowhere && problem.faults.length > 0 && (
        <ul style={{ margin: 0, paddingLeft: 20 }}>
          {problem.faults.map((fault) => (
            <li key={`${fault.at} ${fault.message}`}>
              {tell ? (
                tell(fault)
              ) : (
                <>
                  <code>{fault.at}</code> {faultText(fault.message)}
                </>
              )}
            </li>
          ))}
        </ul>
      )}
      {retry && (
        <div>
          {nowhere ? (
            <AppLink to="/">{t("home")}</AppLink>
          ) : (
            <Button variant="default" onClick={() => void retry()}>
              {t("again")}
            </Button>
          )}
        </div>
      )}
    </Stack>
  );
};
