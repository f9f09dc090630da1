import { Paper, Stack, Text } from "@mantine/core";
import type { ReactNode } from "react";
import { useWords } from "#ui";
import type { Body } from "../model.ts";

const words = {
  mail: ["メールの本文", "The mail"],
  image: ["画像", "Image"],
  other: ["{type} メッセージ", "A message of type {type}"],
} as const;

type Part = Readonly<Record<string, unknown>>;
const isPart = (value: unknown): value is Part => typeof value === "object" && value !== null && !Array.isArray(value);
const partsOf = (value: unknown): Part[] => (Array.isArray(value) ? value.filter(isPart) : []);
const textOf = (value: unknown): string => (typeof value === "string" ? value : "");

/** A Flex component as near as plain boxes come. */
const Flex = ({ part }: { readonly part: Part }): ReactNode => {
  const t = useWords(words);
  switch (part["type"]) {
    case "carousel":
      return (
        <div style={{ display: "flex", gap: 12, overflowX: "auto" }}>
          {partsOf(part["contents"]).map((bubble, i) => (
            <Flex key={i} part={bubble} />
          ))}
        </div>
      );
    case "bubble":
      return (
        <Paper withBorder radius="md" p="md" maw={300} miw={240}>
          {["header", "hero", "body", "footer"].map((name) => {
            const block = part[name];
            return isPart(block) ? <Flex key={name} part={block} /> : null;
          })}
        </Paper>
      );
    case "box":
      return (
        <div
          style={{
            display: "flex",
            gap: 8,
            flexDirection: part["layout"] === "horizontal" ? "row" : "column",
            marginBottom: 8,
          }}
        >
          {partsOf(part["contents"]).map((each, i) => (
            <Flex key={i} part={each} />
          ))}
        </div>
      );
    case "image":
      return <img src={textOf(part["url"])} alt={t("image")} style={{ maxWidth: "100%", borderRadius: 6 }} />;
    case "button": {
      const action = isPart(part["action"]) ? part["action"] : {};
      return (
        <Text ta="center" fw={600} c="matcha" size="sm">
          {textOf(action["label"])}
        </Text>
      );
    }
    case "separator":
      return <hr style={{ width: "100%", border: 0, borderTop: "1px solid var(--mantine-color-default-border)" }} />;
    default: {
      const spans = partsOf(part["contents"]).map((span) => textOf(span["text"]));
      return (
        <Text size="sm" fw={part["weight"] === "bold" ? 600 : 400} style={{ whiteSpace: "pre-wrap" }}>
          {textOf(part["text"]) || spans.join("")}
        </Text>
      );
    }
  }
};

/** What went out, as the customer sees it. */
export const Preview = ({ body }: { readonly body: Body }) => {
  const t = useWords(words);
  if (body.channel === "email")
    return (
      <Stack gap="sm">
        <Text fw={600}>{body.subject}</Text>
        {body.html === null ? (
          <Text size="sm" style={{ whiteSpace: "pre-wrap" }}>
            {body.text}
          </Text>
        ) : (
          <iframe
            title={t("mail")}
            srcDoc={body.html}
            sandbox=""
            style={{
              width: "100%",
              height: 480,
              border: "1px solid var(--mantine-color-default-border)",
              background: "#fff",
            }}
          />
        )}
      </Stack>
    );
  return (
    <Stack gap="sm">
      {(body.messages as readonly Part[]).map((message, i) => {
        if (message["type"] === "flex" && isPart(message["contents"]))
          return <Flex key={i} part={message["contents"]} />;
        return (
          <Paper key={i} withBorder radius="lg" px="md" py="sm" maw={300}>
            <Text size="sm" style={{ whiteSpace: "pre-wrap" }}>
              {message["type"] === "text" ? textOf(message["text"]) : t("other", { type: textOf(message["type"]) })}
            </Text>
          </Paper>
        );
      })}
    </Stack>
  );
};
