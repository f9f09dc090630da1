/** House rules that no stock rule can state. Modules in reading order: each may import only those above it. */
const ORDER = [
  "events",
  "profiles",
  "consent",
  "catalog",
  "orders",
  "segments",
  "templates",
  "messaging",
  "journeys",
  "offers",
  "delivery",
  "returns",
  "subscriptions",
  "loyalty",
  "feedback",
  "reviews",
  "stores",
  "support",
  "insight",
  "connectors",
];
const FILES =
  /\/src\/modules\/[^/]+\/((index|model|events|api|routes|actions|reactions|store|pages)(\.[\w-]+)?(\.test)?\.ts|[\w-]+\.test\.ts|(actions|store|model|catalogue|reactions|channels|nodes|pages|console)\/.+)$/;
const moduleOf = (context) => /\/src\/modules\/([^/]+)\//.exec(context.filename)?.[1];
const isTest = (context) => /\.test\.tsx?$/.test(context.filename);

const order = (context) => {
  const name = moduleOf(context);
  const here = ORDER.indexOf(name);
  return {
    Program(node) {
      if (name && here < 0)
        context.report({
          node,
          message: `"${name}" is not in the reading order: add it to lint/house.js and src/modules.ts.`,
        });
    },
    ImportDeclaration(node) {
      const there = ORDER.indexOf(/^#([\w-]+)/.exec(node.source.value)?.[1]);
      if (here >= 0 && there > here && !isTest(context))
        context.report({
          node,
          message: `"${name}" comes before "${ORDER[there]}" and may not import it: let it react to an event instead.`,
        });
    },
  };
};

const ownTables = (context) => ({
  CallExpression(node) {
    const schema = node.arguments[0]?.value;
    const owner = moduleOf(context) ?? (/\/src\/kernel\//.test(context.filename) ? "kernel" : null);
    if (
      node.callee.name === "tables" &&
      owner &&
      schema !== owner &&
      !(owner === "kernel" && schema === "auth") &&
      !isTest(context)
    )
      context.report({ node, message: `Only "${schema}" may open the tables of "${schema}": ask through its door.` });
  },
});

const fileNames = (context) => ({
  Program(node) {
    if (moduleOf(context) && !FILES.test(context.filename))
      context.report({ node, message: "A module is made of the files named in docs/architecture.md." });
  },
});

const sqlInStore = (context) => ({
  ImportDeclaration(node) {
    if (
      (node.source.value === "kysely" || node.source.value === "pg") &&
      moduleOf(context) &&
      !/\/store(\.[\w-]+)?(\/.+)?\.ts$/.test(context.filename) &&
      !isTest(context)
    )
      context.report({ node, message: "SQL lives in store.ts." });
  },
});

/** Time is a parameter (law 7): domain code asks ctx.now. */
const clockFromCtx = (context) => ({
  NewExpression(node) {
    if (
      node.callee.name === "Date" &&
      node.arguments.length === 0 &&
      moduleOf(context) &&
      !isTest(context) &&
      !/\/console\//.test(context.filename)
    )
      context.report({ node, message: "Take the time from ctx.now." });
  },
  MemberExpression(node) {
    if (
      node.object.name === "Date" &&
      node.property.name === "now" &&
      moduleOf(context) &&
      !isTest(context) &&
      !/\/console\//.test(context.filename)
    )
      context.report({ node, message: "Take the time from ctx.now." });
  },
});

const rules = {
  order,
  "own-tables": ownTables,
  "file-names": fileNames,
  "sql-in-store": sqlInStore,
  "clock-from-ctx": clockFromCtx,
};
export default {
  meta: { name: "house" },
  rules: Object.fromEntries(Object.entries(rules).map(([name, create]) => [name, { create }])),
};
