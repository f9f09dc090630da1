import { Anchor, Breadcrumbs, Group, Text, Title } from "@mantine/core";
import { type ReactNode, useEffect } from "react";
import { AppLink } from "./link.tsx";

/** The page's name, what it is for, and what can be done. `up`: the way back, only where depth needs it. */
export const PageHeader = ({
  title,
  lead,
  up,
  actions,
  badge,
}: {
  readonly title: string;
  readonly lead?: ReactNode;
  readonly up?: readonly { readonly to: string; readonly label: string }[];
  readonly actions?: ReactNode;
  readonly badge?: ReactNode;
}) => {
  useEffect(() => {
    document.title = `${title} · Engawa`;
  }, [title]);
  return (
    <header style={{ marginBottom: 24 }}>
      {up && up.length > 0 && (
        <Breadcrumbs mb={4} separator="›" fz="xs">
          {up.map((step) => (
            <Anchor key={step.to} component={AppLink} to={step.to} fz="xs">
              {step.label}
            </Anchor>
          ))}
        </Breadcrumbs>
      )}
      <Group justify="space-between" align="flex-start" gap="md">
        <div style={{ flex: "1 1 320px", minWidth: 0 }}>
          <Group gap="sm" align="center">
            <Title order={1}>{title}</Title>
            {badge}
          </Group>
          {lead && (
            <Text c="dimmed" mt={4} maw={720} component="div">
              {lead}
            </Text>
          )}
        </div>
        {actions && <Group gap="sm">{actions}</Group>}
      </Group>
    </header>
  );
};
