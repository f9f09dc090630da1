import { useQuery } from "@tanstack/react-query";
import { api } from "../../../console/api.ts";

/** The templates that one can choose from, and what they are called. */
export const useTemplates = () =>
  useQuery({
    queryKey: ["templates", "options"],
    queryFn: async () => (await api.templates.list({ query: { limit: 200 } })).templates,
    staleTime: 60_000,
  });
