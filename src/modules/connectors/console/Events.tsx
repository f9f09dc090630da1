import { Stack, Text } from "@mantine/core";
import { JsonView, Time, useWords } from "#ui";

const words = {
  nobody: ["名前なし", "names nobody"],
  traits: ["属性の登録", "Traits of a customer"],
} as const;

type Event = Readonly<Record<string, unknown>>;

/** Events as they would be sent: name, person, time, and what they hold. */
export const Events = ({ events }: { readonly events: readonly Event[] }) => {
  const t = useWords(words);
  return (
    <Stack gap="sm">
      {events.map((event, at) => {
        const { type, event: name, userId, anonymousId, timestamp, properties, traits } = event;
        const title = type === "identify" ? t("traits") : String(name);
        const person = (userId ?? anonymousId) as string | undefined;
        return (
          <div key={at} className="panel">
            <Text fw={600}>{title}</Text>
            <Text size="sm" c="dimmed">
              {person ?? t("nobody")} · <Time at={timestamp as string | undefined} />
            </Text>
            <JsonView value={properties ?? traits ?? {}} label={title} />
          </div>
        );
      })}
    </Stack>
  );
};
