import { Select, Stack, Textarea, TextInput } from "@mantine/core";
import { say, useWords } from "#ui";
import type { Body } from "#templates/model";
import { FORMATS, words } from "./words.ts";

/** The words for one channel in one language. */
export const BodyForm = ({
  body,
  change,
  fault,
}: {
  readonly body: Body;
  readonly change: (next: Body) => void;
  readonly fault: (part: string) => string | undefined;
}) => {
  const t = useWords(words);
  const formats: readonly Body["format"][] = body.channel === "line" ? ["text", "flex"] : ["mjml", "text"];
  const more = body.channel === "line" ? body.format === "flex" : body.format === "mjml";
  return (
    <Stack gap="md" pt="md">
      <Select
        label={t("format")}
        w={200}
        allowDeselect={false}
        data={formats.map((format) => ({ value: format, label: say(FORMATS[format]) }))}
        value={body.format}
        onChange={(format) => change({ ...body, format: format as Body["format"] })}
      />
      {body.channel === "email" && (
        <TextInput
          label={t("subject")}
          value={body.subject ?? ""}
          error={fault("subject")}
          onChange={(event) => change({ ...body, subject: event.currentTarget.value })}
        />
      )}
      <Textarea
        className="template-source"
        label={t("source")}
        autosize
        minRows={10}
        maxRows={32}
        spellCheck={false}
        value={body.source}
        error={fault("source")}
        onChange={(event) => change({ ...body, source: event.currentTarget.value })}
      />
      {more && (
        <Textarea
          label={t(body.channel === "line" ? "alternativeLine" : "alternativeMail")}
          autosize
          value={body.alternative ?? ""}
          error={fault("alternative")}
          onChange={(event) => change({ ...body, alternative: event.currentTarget.value || null })}
        />
      )}
    </Stack>
  );
};
