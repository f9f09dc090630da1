import { notifications } from "@mantine/notifications";
import { type QueryKey, useMutation, useQueryClient } from "@tanstack/react-query";
import { Problem } from "#kernel/errors";
import { type Pair, say } from "../words.ts";
import { problemIn } from "./problem-book.ts";
import { problemWords } from "./problem.tsx";

interface Act<Result> {
  /** Said when it worked. */
  readonly done?: Pair;
  /** Queries to ask again. */
  readonly refresh?: readonly QueryKey[];
  readonly after?: (result: Result) => void;
  /** The form shows the faults itself. */
  readonly quiet?: boolean;
}

const CLOSE: Pair = ["閉じる", "Close"];

/** Why it did not work: in the reader's language where that is known, else what to do and the server's own words. */
const toldShort = (error: unknown): string => {
  const todo = say(problemWords(error).todo);
  if (!(error instanceof Problem) || error.code === "unavailable") return todo;
  return problemIn(error.message) ?? `${todo} (${error.message})`;
};

/** Does something on the server: says that it worked or why it did not, and asks again what it changed. */
export const useAct = <Input = void, Result = unknown>(
  act: (input: Input) => Promise<Result>,
  { done, refresh = [], after, quiet = false }: Act<Result> = {},
) => {
  const queries = useQueryClient();
  return useMutation<Result, Error, Input>({
    mutationFn: act,
    onSuccess: async (result) => {
      await Promise.all(refresh.map((queryKey) => queries.invalidateQueries({ queryKey })));
      if (done)
        notifications.show({ message: say(done), color: "matcha", closeButtonProps: { "aria-label": say(CLOSE) } });
      after?.(result);
    },
    onError: (error) => {
      if (quiet) return;
      const words = problemWords(error);
      notifications.show({
        title: say(words.what),
        message: toldShort(error),
        color: "red",
        closeButtonProps: { "aria-label": say(CLOSE) },
        autoClose: 8000,
      });
    },
  });
};
