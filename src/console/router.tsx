import type { QueryClient } from "@tanstack/react-query";
import { createRootRoute, createRoute, createRouter, Outlet, redirect } from "@tanstack/react-router";
import { Problem } from "#kernel/errors";
import { NotFound, PageBroken, PageLoading } from "./places.tsx";
import { lazyPage, type Page } from "./page.ts";
import { pages } from "./pages.ts";
import { meQuery } from "./session.ts";
import { Shell } from "./shell.tsx";

/** Filters are plain text in the address; each page's schema gives them their types. */
const parseSearch = (text: string): Record<string, string> => Object.fromEntries(new URLSearchParams(text));
const stringifySearch = (search: Record<string, unknown>): string => {
  const given = Object.entries(search).filter(([, v]) => v !== undefined && v !== null && v !== "");
  return given.length === 0 ? "" : `?${new URLSearchParams(given.map(([k, v]) => [k, String(v)])).toString()}`;
};

/** An address whose filters cannot be read opens the page without them. */
const checked = (search: NonNullable<Page["search"]>) => (raw: Record<string, unknown>) =>
  search.safeParse(raw).success ? raw : {};

export const makeRouter = (queries: QueryClient) => {
  const root = createRootRoute({ component: Outlet, notFoundComponent: NotFound });
  const signIn = createRoute({
    getParentRoute: () => root,
    path: "/sign-in",
    component: lazyPage(() => import("./sign-in/SignIn.tsx"), "SignIn"),
  });
  const gate = createRoute({
    getParentRoute: () => root,
    id: "signed-in",
    component: Shell,
    pendingComponent: PageLoading,
    errorComponent: PageBroken,
    beforeLoad: async ({ location }) => {
      try {
        await queries.ensureQueryData(meQuery);
      } catch (error) {
        if (error instanceof Problem && error.code === "unauthorized")
          throw redirect({ to: "/sign-in", search: { to: location.href } as never });
        throw error;
      }
    },
  });
  const routes = pages.map((page) =>
    createRoute({
      getParentRoute: () => gate,
      path: page.path,
      component: page.component,
      ...(page.search && { validateSearch: checked(page.search) }),
    }),
  );
  // Whatever no page answers to is said within the shell, where the way on is.
  const lost = createRoute({ getParentRoute: () => gate, path: "$", component: NotFound });
  return createRouter({
    routeTree: root.addChildren([signIn, gate.addChildren([...routes, lost])]),
    parseSearch,
    stringifySearch,
    defaultPreload: "intent",
    defaultPendingComponent: PageLoading,
    defaultErrorComponent: PageBroken,
    defaultNotFoundComponent: NotFound,
    scrollRestoration: true,
  });
};
