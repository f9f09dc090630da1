import { Button, PasswordInput, Stack, Text, TextInput, Title } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { type FormEvent, useEffect, useState } from "react";
import { Problem } from "#kernel/errors";
import { request } from "../client.ts";
import { meQuery } from "../session.ts";
import { setLanguage, useLanguage, useWords } from "../words.ts";

const words = {
  title: ["サインイン", "Sign in"],
  lead: ["お客様との縁側へ。", "The veranda between you and your customers."],
  email: ["メールアドレス", "E-mail address"],
  password: ["パスワード", "Password"],
  wrong: ["メールアドレスかパスワードが違います。", "That e-mail address and password do not belong together."],
  broken: [
    "サーバーから応答がありません。しばらくしてから、もう一度お試しください。",
    "The server does not answer. Please try again in a moment.",
  ],
  many: ["試行回数が多すぎます。1分ほど待ってからお試しください。", "Too many attempts. Please wait a minute."],
  show: ["パスワードを表示", "Show password"],
} as const;

/** Only addresses of our own console may follow a sign-in. */
const safe = (to: unknown): string =>
  typeof to === "string" && /^\/(?![/\\])/.test(to) && !to.startsWith("/sign-in") ? to : "/";

export const SignIn = () => {
  const t = useWords(words);
  const here = useLanguage();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const { to } = useSearch({ strict: false }) as { to?: string };
  const [email, setEmail] = useState("");
  const [password, setPassword] = useState("");
  const [fault, setFault] = useState<"wrong" | "broken" | "many" | null>(null);
  const [busy, setBusy] = useState(false);
  useEffect(() => {
    document.title = `${t("title")} · Engawa`;
  }, [t]);

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setBusy(true);
    setFault(null);
    try {
      await request("POST", "/api/auth/sign-in/email", { email: email.trim(), password });
      queries.clear();
      await queries.fetchQuery(meQuery);
      await navigate({ href: safe(to), replace: true });
    } catch (error) {
      const code = error instanceof Problem ? error.code : "unavailable";
      setFault(code === "unavailable" ? "broken" : code === "limit" ? "many" : "wrong");
      setBusy(false);
    }
  };
  return (
    <main style={{ minHeight: "100dvh", display: "grid", placeItems: "center", padding: 24 }}>
      <div style={{ width: "100%", maxWidth: 360 }}>
        <svg viewBox="0 0 360 120" width="100%" aria-hidden style={{ display: "block", marginBottom: 24 }}>
          <g fill="none" stroke="var(--accent)" strokeWidth="1.5" strokeLinecap="round">
            <path d="M20 48 180 12l160 36" />
            <path d="M52 44v46M308 44v46" />
            <path d="M132 30v60M228 30v60" strokeOpacity=".35" />
            <path d="M12 90h336M24 98h312M36 106h288" />
          </g>
          <circle cx="180" cy="66" r="11" fill="var(--plot-2)" fillOpacity=".55" />
        </svg>
        <Title order={1}>Engawa</Title>
        <Text c="dimmed" mb="lg">
          {t("lead")}
        </Text>
        <form onSubmit={(e) => void submit(e)} aria-label={t("title")}>
          <Stack gap="md">
            <TextInput
              label={t("email")}
              type="email"
              name="email"
              autoComplete="username"
              required
              withAsterisk={false}
              size="md"
              value={email}
              onChange={(e) => setEmail(e.currentTarget.value)}
            />
            <PasswordInput
              label={t("password")}
              name="password"
              autoComplete="current-password"
              required
              withAsterisk={false}
              size="md"
              value={password}
              onChange={(e) => setPassword(e.currentTarget.value)}
              visibilityToggleButtonProps={{ "aria-label": t("show") }}
            />
            {fault && (
              <Text role="alert" style={{ color: "var(--broken)" }}>
                {t(fault)}
              </Text>
            )}
            <Button type="submit" size="md" loading={busy}>
              {t("title")}
            </Button>
          </Stack>
        </form>
        <Button
          variant="subtle"
          color="gray"
          mt="lg"
          px={0}
          lang={here === "ja" ? "en" : "ja"}
          onClick={() => setLanguage(here === "ja" ? "en" : "ja")}
        >
          {here === "ja" ? "English" : "日本語"}
        </Button>
      </div>
    </main>
  );
};
