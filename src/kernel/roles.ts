/** Console roles from least to most able. Each may do all that the ones before it may. */
export const ROLES = ["viewer", "agent", "marketer", "owner"] as const;
export type Role = (typeof ROLES)[number];

export const allows = (has: Role, needs: Role): boolean => ROLES.indexOf(has) >= ROLES.indexOf(needs);
