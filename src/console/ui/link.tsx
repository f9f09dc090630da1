import { Button, type ButtonProps } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import type { ComponentProps, ReactNode } from "react";

interface AppLinkProps extends Omit<ComponentProps<"a">, "href"> {
  /** An address of the console with its filters: `/messages?state=held`. */
  readonly to: string;
  readonly children?: ReactNode;
}

/** A link inside the console. Plain addresses in, no page load out. */
export const AppLink = ({ to, className = "quiet", ...rest }: AppLinkProps) => {
  const [path = "/", query = ""] = to.split("?");
  return (
    <Link
      to={path}
      search={(query ? Object.fromEntries(new URLSearchParams(query)) : {}) as never}
      className={className}
      activeOptions={{ exact: true }}
      {...(rest as object)}
    />
  );
};

/** A button that leads to another page of the console. */
export const LinkButton = (props: ButtonProps & { readonly to: string; readonly children: ReactNode }) => (
  <Button component={AppLink} className="" {...props} />
);

/** A person's name, which opens the person. */
export const PersonLink = ({ profile, name }: { readonly profile: string; readonly name?: string | null }) => (
  <AppLink to={`/customers/${profile}`} className="quiet whole">
    {name?.trim() ? name : profile.slice(0, 8)}
  </AppLink>
);
