import "./strict.ts";
import "@mantine/core/styles.css";
import "@mantine/notifications/styles.css";
import "@mantine/spotlight/styles.css";
import "./theme/index.css";
import { MantineProvider } from "@mantine/core";
import { Notifications } from "@mantine/notifications";
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { Problem } from "#kernel/errors";
import { makeRouter } from "./router.tsx";
import { cssVariables, theme } from "./theme.ts";
import { ConfirmProvider } from "./ui/confirm.tsx";
import { useLanguage } from "./words.ts";

const queries = new QueryClient({
  defaultOptions: {
    // A request without a network fails and says so; it does not wait unseen for one to come.
    mutations: { networkMode: "always" },
    queries: {
      networkMode: "always",
      staleTime: 5_000,
      retry: (failures, error) => failures < 2 && (!(error instanceof Problem) || error.code === "unavailable"),
    },
  },
});
const router = makeRouter(queries);

const App = () => {
  useLanguage();
  return (
    <MantineProvider theme={theme} cssVariablesResolver={cssVariables} defaultColorScheme="auto">
      <QueryClientProvider client={queries}>
        <ConfirmProvider>
          <Notifications position="bottom-right" />
          <RouterProvider router={router} />
        </ConfirmProvider>
      </QueryClientProvider>
    </MantineProvider>
  );
};

const root = document.getElementById("root");
if (root)
  createRoot(root).render(
    <StrictMode>
      <App />
    </StrictMode>,
  );
