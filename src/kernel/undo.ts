/** Ends what was begun, the last first: when it is stopped, and when something after it could not begin. */
export interface Undo {
  readonly add: (step: () => Promise<void>) => void;
  readonly all: () => Promise<void>;
}

/** Runs `begin`; where it fails, what it began until then is ended before the error goes on. */
export const beginning = async <T>(begin: (undo: Undo) => Promise<T>): Promise<T> => {
  const steps: (() => Promise<void>)[] = [];
  const undo: Undo = {
    add: (step) => void steps.push(step),
    all: async () => {
      for (let step = steps.pop(); step; step = steps.pop()) await step();
    },
  };
  try {
    return await begin(undo);
  } catch (error) {
    await undo.all();
    throw error;
  }
};
