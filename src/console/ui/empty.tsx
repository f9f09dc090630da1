import { Stack, Text, Title } from "@mantine/core";
import type { ReactNode } from "react";

/** An empty page teaches the next step, with one button. */
export const EmptyState = ({
  title,
  children,
  action,
}: {
  readonly title: string;
  readonly children?: ReactNode;
  readonly action?: ReactNode;
}) => (
  <Stack align="flex-start" gap="sm" py="xl" maw={560}>
    <Title order={2}>{title}</Title>
    {children && (
      <Text c="dimmed" component="div">
        {children}
      </Text>
    )}
    {action}
  </Stack>
);
