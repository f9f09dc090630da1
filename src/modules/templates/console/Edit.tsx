import { Button, Group, JsonInput, Menu, Select, SimpleGrid, Stack, Tabs, TextInput } from "@mantine/core";
import { IconPlus, IconTrash } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { type FormEvent, useState } from "react";
import {
  faultsOf,
  Loaded,
  PageHeader,
  type Pair,
  ProblemNotice,
  say,
  StatusBadge,
  useAct,
  useMay,
  useParams,
  useWords,
} from "#ui";
import type { Body, Draft } from "#templates/model";
import { api } from "../../../console/api.ts";
import { BodyForm } from "./BodyForm.tsx";
import { faultWords } from "./fault-words.ts";
import { Preview } from "./Preview.tsx";
import { ServiceRules } from "./ServiceRules.tsx";
import { Versions } from "./Versions.tsx";
import { CHANNELS, LANGUAGES, words } from "./words.ts";

const CHOICES = (["line", "email"] as const).flatMap((channel) =>
  ["ja", "en"].map((language) => ({ channel, language })),
);
const fresh = (channel: Body["channel"], language: string): Body => ({
  channel,
  language,
  format: "text",
  subject: channel === "email" ? "" : null,
  source: "",
  alternative: null,
});
const tabOf = (body: Pick<Body, "channel" | "language">) => `${body.channel}.${body.language}`;
const title = (body: Pick<Body, "channel" | "language">) =>
  `${say(CHANNELS[body.channel])} · ${say(LANGUAGES[body.language] ?? [body.language, body.language])}`;

const PARTS: Readonly<Record<string, Pair>> = {
  format: words.format,
  subject: words.subject,
  source: words.source,
  alternative: words.alternative,
};

const parse = (text: string): Draft["sample"] | null => {
  try {
    const value: unknown = JSON.parse(text === "" ? "{}" : text);
    return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Draft["sample"]) : null;
  } catch {
    return null;
  }
};

const Editor = ({ templateKey, given }: { readonly templateKey: string | null; readonly given: Draft }) => {
  const t = useWords(words);
  const may = useMay("marketer");
  const navigate = useNavigate();
  const [key, setKey] = useState(templateKey ?? "");
  // The template's own language first.
  const [draft, setDraft] = useState({
    ...given,
    bodies: given.bodies.toSorted(
      (a, b) => Number(b.language === given.language) - Number(a.language === given.language),
    ),
  });
  const [sample, setSample] = useState(
    Object.keys(given.sample).length > 0 ? JSON.stringify(given.sample, null, 2) : "",
  );
  const [confirmed, setConfirmed] = useState(false);
  const [open, setOpen] = useState(tabOf(draft.bodies[0] ?? fresh("line", "ja")));
  const read = parse(sample);
  const whole = { ...draft, sample: read ?? {} };
  const save = useAct(
    () =>
      templateKey === null
        ? api.templates.create({ body: { ...whole, key, confirmed } })
        : api.templates.save({ params: { key: templateKey }, body: { ...whole, confirmed } }),
    {
      done: words.saved,
      quiet: true,
      refresh: [["templates"]],
      after: () => void (templateKey === null && navigate({ href: `/templates/${key}` })),
    },
  );
  const faults = faultsOf(save.error);
  const tell = ({ at, message }: { readonly at: string; readonly message: string }) => {
    const [, n = "", part = ""] = /^bodies\.(\d+)(?:\.(\w+))?$/.exec(at) ?? [];
    const about = draft.bodies[Number(n || -1)];
    const label = PARTS[part];
    const where = about ? `${title(about)}${label ? ` · ${t(label)}` : ""}: ` : "";
    return `${where}${faultWords(message)}`;
  };
  const index = draft.bodies.findIndex((body) => tabOf(body) === open);
  const body = draft.bodies[index];
  const put = (bodies: readonly Body[]) => {
    setDraft({ ...draft, bodies: [...bodies] });
    // Who confirmed other words has not confirmed these.
    setConfirmed(false);
  };
  const service = draft.class === "transactional";
  const left = CHOICES.filter((choice) => draft.bodies.every((each) => tabOf(each) !== tabOf(choice)));
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate();
  };
  return (
    <div className="template-editor">
      <form onSubmit={submit}>
        <Stack gap="md">
          <SimpleGrid cols={{ base: 1, sm: templateKey === null ? 3 : 2 }} spacing="md">
            <TextInput
              label={t("name")}
              required
              value={draft.name}
              onChange={(event) => setDraft({ ...draft, name: event.currentTarget.value })}
            />
            {templateKey === null && (
              <TextInput
                label={t("key")}
                description={t("keyHint")}
                inputWrapperOrder={["label", "input", "description", "error"]}
                required
                pattern="[a-z0-9][a-z0-9_\-]{0,63}"
                value={key}
                onChange={(event) => setKey(event.currentTarget.value)}
              />
            )}
            <Select
              label={t("kind")}
              allowDeselect={false}
              disabled={templateKey !== null}
              {...(templateKey !== null && {
                description: t("kindKept"),
                inputWrapperOrder: ["label", "input", "description", "error"] as const,
              })}
              data={(["marketing", "transactional"] as const).map((value) => ({ value, label: t(value) }))}
              value={draft.class}
              onChange={(value) => setDraft({ ...draft, class: value as Draft["class"] })}
            />
          </SimpleGrid>
          <Tabs value={open} onChange={(value) => setOpen(value ?? open)} keepMounted={false}>
            <Tabs.List>
              {draft.bodies.map((each) => (
                <Tabs.Tab key={tabOf(each)} value={tabOf(each)}>
                  {title(each)}
                </Tabs.Tab>
              ))}
              {may && left.length > 0 && (
                <Menu>
                  <Menu.Target>
                    <Button
                      variant="subtle"
                      size="compact-sm"
                      ml="auto"
                      leftSection={<IconPlus size={14} aria-hidden />}
                    >
                      {t("add")}
                    </Button>
                  </Menu.Target>
                  <Menu.Dropdown>
                    {left.map((choice) => (
                      <Menu.Item
                        key={tabOf(choice)}
                        onClick={() => {
                          put([...draft.bodies, fresh(choice.channel, choice.language)]);
                          setOpen(tabOf(choice));
                        }}
                      >
                        {title(choice)}
                      </Menu.Item>
                    ))}
                  </Menu.Dropdown>
                </Menu>
              )}
            </Tabs.List>
            {draft.bodies.map((each, at) => (
              <Tabs.Panel key={tabOf(each)} value={tabOf(each)}>
                <BodyForm
                  body={each}
                  change={(next) => put(draft.bodies.map((other, i) => (i === at ? next : other)))}
                  fault={(part) => {
                    const told = faults[`bodies.${at}.${part}`];
                    return told === undefined ? undefined : faultWords(told);
                  }}
                />
              </Tabs.Panel>
            ))}
          </Tabs>
          <JsonInput
            label={t("sample")}
            autosize
            minRows={2}
            value={sample}
            error={read === null ? t("sampleBroken") : undefined}
            onChange={setSample}
          />
          {service && <ServiceRules bodies={draft.bodies} confirmed={confirmed} onConfirm={setConfirmed} may={may} />}
          {save.error && <ProblemNotice error={save.error} tell={tell} />}
          {may && (
            <Group justify="space-between">
              <Button
                type="submit"
                loading={save.isPending}
                disabled={read === null || draft.bodies.length === 0 || (service && !confirmed)}
              >
                {t("save")}
              </Button>
              {draft.bodies.length > 1 && (
                <Button
                  variant="subtle"
                  color="gray"
                  leftSection={<IconTrash size={14} aria-hidden />}
                  onClick={() => {
                    const rest = draft.bodies.filter((_, i) => i !== index);
                    put(rest);
                    setOpen(tabOf(rest[0] ?? fresh("line", "ja")));
                  }}
                >
                  {t("remove")}
                </Button>
              )}
            </Group>
          )}
        </Stack>
      </form>
      {body && <Preview body={body} sample={read} />}
    </div>
  );
};

export const NewTemplate = () => {
  const t = useWords(words);
  const given: Draft = { name: "", class: "marketing", language: "ja", sample: {}, bodies: [fresh("line", "ja")] };
  return (
    <>
      <PageHeader title={t("create")} up={[{ to: "/templates", label: t("title") }]} />
      <Editor templateKey={null} given={given} />
    </>
  );
};

export const EditTemplate = () => {
  const t = useWords(words);
  const { template = "" } = useParams();
  const query = useQuery({
    queryKey: ["templates", "one", template],
    queryFn: () => api.templates.get({ params: { key: template } }),
  });
  return (
    <Loaded query={query}>
      {(found) => (
        <>
          <PageHeader
            title={found.name}
            lead={found.key}
            badge={
              <StatusBadge tone={found.class === "transactional" ? "held" : "plain"}>{t(found.class)}</StatusBadge>
            }
            up={[{ to: "/templates", label: t("title") }]}
          />
          <Editor key={found.version} templateKey={found.key} given={found} />
          <Versions template={found.key} live={found.liveVersion} />
        </>
      )}
    </Loaded>
  );
};
