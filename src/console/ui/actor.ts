/** Who did it, as people read it: a key that stands in the environment is told by what it is. */
export const actorName = (name: string): string => (name === "ENGAWA_API_KEY" ? "API" : name);
