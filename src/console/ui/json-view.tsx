/** A JSON value to read and copy. */
export const JsonView = ({ value, label = "JSON" }: { readonly value: unknown; readonly label?: string }) => (
  <pre className="json" tabIndex={0} role="group" aria-label={label}>
    {JSON.stringify(value, null, 2)}
  </pre>
);
