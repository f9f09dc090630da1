import { Button, Menu, Text, useMantineColorScheme } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { IconChevronUp, IconDeviceDesktop, IconLanguage, IconLogout, IconMoon, IconSun } from "@tabler/icons-react";
import { request } from "./client.ts";
import type { Me } from "./session.ts";
import { roleWords } from "./roles.ts";
import { say, setLanguage, useLanguage, useWords } from "./words.ts";

const words = {
  light: ["明るい画面", "Light"],
  dark: ["暗い画面", "Dark"],
  auto: ["端末に合わせる", "Like this device"],
  screen: ["画面", "Appearance"],
  out: ["サインアウト", "Sign out"],
} as const;

/** Language, appearance and the way out. */
export const UserMenu = ({ me }: { readonly me: Me }) => {
  const t = useWords(words);
  const here = useLanguage();
  const queries = useQueryClient();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const out = async () => {
    await request("POST", "/api/auth/sign-out", {}).catch(() => undefined);
    queries.clear();
    location.assign("/sign-in");
  };
  const schemes = [
    ["light", IconSun],
    ["dark", IconMoon],
    ["auto", IconDeviceDesktop],
  ] as const;
  return (
    <Menu position="top-start" width={224}>
      <Menu.Target>
        <Button
          variant="subtle"
          color="gray"
          c="var(--mantine-color-text)"
          justify="space-between"
          h={48}
          px="sm"
          rightSection={<IconChevronUp size={16} aria-hidden />}
        >
          <span style={{ textAlign: "start" }}>
            <Text size="sm" lh={1.3} truncate maw={150}>
              {me.user.name}
            </Text>
            <Text size="xs" c="dimmed" lh={1.3}>
              {say(roleWords[me.user.role])}
            </Text>
          </span>
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item
          leftSection={<IconLanguage size={16} aria-hidden />}
          onClick={() => setLanguage(here === "ja" ? "en" : "ja")}
          lang={here === "ja" ? "en" : "ja"}
        >
          {here === "ja" ? "English" : "日本語"}
        </Menu.Item>
        <Menu.Divider />
        <Menu.Label c="dimmed">{t("screen")}</Menu.Label>
        {schemes.map(([scheme, Shape]) => (
          <Menu.Item
            key={scheme}
            leftSection={<Shape size={16} aria-hidden />}
            onClick={() => setColorScheme(scheme)}
            {...(colorScheme === scheme && { fw: 600, "aria-current": true })}
          >
            {t(scheme)}
          </Menu.Item>
        ))}
        <Menu.Divider />
        <Menu.Item leftSection={<IconLogout size={16} aria-hidden />} onClick={() => void out()}>
          {t("out")}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
};
