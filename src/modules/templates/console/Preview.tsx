import { SegmentedControl, Skeleton, Text } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { Json } from "#kernel/log";
import { ProblemNotice, StatusBadge, useWords } from "#ui";
import type { Body } from "#templates/model";
import { api } from "../../../console/api.ts";
import { faultWords } from "./fault-words.ts";
import { LineMessageView } from "./flex.tsx";
import "./templates.css";
import { words } from "./words.ts";

type Answer = Awaited<ReturnType<typeof api.templates.preview>>;

const Mail = ({ mail }: { readonly mail: { subject: string; html: string | null; text: string } }) => {
  const t = useWords(words);
  const [part, setPart] = useState("html");
  const shown = mail.html === null ? "text" : part;
  return (
    <>
      {mail.html !== null && (
        <SegmentedControl
          size="xs"
          mb="sm"
          value={shown}
          onChange={setPart}
          data={[
            { value: "html", label: t("html") },
            { value: "text", label: t("text") },
          ]}
        />
      )}
      <div className="mail-shown">
        <b>{mail.subject}</b>
        {shown === "html" ? (
          <iframe sandbox="" title={mail.subject} srcDoc={mail.html ?? ""} />
        ) : (
          <pre>{mail.text}</pre>
        )}
      </div>
    </>
  );
};

const Shown = ({ answer }: { readonly answer: Answer }) => {
  const t = useWords(words);
  const { rendered, faults } = answer;
  return (
    <>
      {rendered?.channel === "line" && (
        <div className="line-shown">
          {rendered.messages.map((message, index) => (
            <LineMessageView key={index} message={message} />
          ))}
        </div>
      )}
      {rendered?.channel === "email" && <Mail mail={rendered} />}
      {faults.length > 0 ? (
        <section aria-label={t("faults")}>
          <Text fw={600} size="sm" mb={4}>
            {t("faults")}
          </Text>
          <ul className="faults">
            {faults.map((fault, index) => (
              <li key={index}>
                {fault.line !== null && <StatusBadge tone="broken">{t("line", { n: fault.line })}</StatusBadge>}{" "}
                {faultWords(fault.message)}
              </li>
            ))}
          </ul>
        </section>
      ) : (
        <Text size="xs" c="dimmed" mt="sm">
          {t("fine")}
        </Text>
      )}
    </>
  );
};

/** What the customer will see, while somebody writes. */
export const Preview = ({
  body,
  sample,
}: {
  readonly body: Body;
  readonly sample: Readonly<Record<string, Json>> | null;
}) => {
  const t = useWords(words);
  const [asked] = useDebouncedValue(JSON.stringify({ body, sample: sample ?? {} }), 400);
  const preview = useQuery({
    queryKey: ["templates", "preview", asked],
    queryFn: () => api.templates.preview({ body: JSON.parse(asked) as { body: Body; sample: Record<string, never> } }),
    placeholderData: keepPreviousData,
    retry: false,
  });
  return (
    <aside className="panel template-preview" aria-live="polite" aria-busy={preview.isFetching}>
      <Text size="sm" c="dimmed" mb="sm">
        {t("preview")}
      </Text>
      {preview.error ? (
        <ProblemNotice error={preview.error} retry={preview.refetch} />
      ) : preview.data ? (
        <Shown answer={preview.data} />
      ) : (
        <Skeleton h={240} />
      )}
    </aside>
  );
};
