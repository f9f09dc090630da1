export const writeDocs = async () => {};
